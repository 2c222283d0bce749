import type { Keyring } from '../../kernel/crypto/keyring.ts'
import { keyOf } from './lanes.ts'
import type { ClaimedDelivery } from './queue.ts'
import { secretOf } from './rules.ts'

const maxKept = 1_000

export type Secrets = { of(delivery: ClaimedDelivery): string }

/**
 * Opens the secrets of endpoints, and keeps those opened last: opening one costs more than all else about a delivery.
 * What was sealed anew is opened anew.
 */
export function createSecrets(keyring: Keyring): Secrets {
  const kept = new Map<string, { sealed: Buffer; secret: string }>()
  return {
    of(delivery) {
      const { environment_id, endpoint_id, sealed_secret: sealed } = delivery
      const key = keyOf(delivery)
      const known = kept.get(key)
      if (known?.sealed.equals(sealed)) return known.secret
      const secret = keyring.open(sealed, secretOf(environment_id, endpoint_id)).toString()
      if (kept.size >= maxKept) kept.delete(kept.keys().next().value as string)
      kept.set(key, { sealed, secret })
      return secret
    },
  }
}
