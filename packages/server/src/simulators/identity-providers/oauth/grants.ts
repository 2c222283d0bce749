import { randomText } from '../../../kernel/crypto/random.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { keyOf, type Simulator } from '../simulator.ts'
import * as store from '../store.ts'

/** What a code or token stands for. */
export type GrantData = {
  email: string
  clientId: string
  redirectUri: string
  scope: string
  nonce: string | null
  codeChallenge: string | null
  /** Whether a refresh token comes with the access token. */
  offline: boolean
  misbehave: string | null
  clockMinutes: number
  slowSeconds: number
  authenticatedAt: string
}

export type Grant = { sessionId: string; data: GrantData }

const lifetimeSeconds: Record<store.GrantKind, number> = { code: 600, access: 3_600, refresh: 86_400 * 30 }
export const accessTokenSeconds = lifetimeSeconds.access

/** Issues a code or token. Only its hash is kept. */
export async function issueGrant(
  kernel: Kernel,
  simulator: Simulator,
  kind: store.GrantKind,
  { sessionId, data }: Grant,
): Promise<string> {
  const secret = `sim_${kind}_${randomText(32)}`
  const now = kernel.clock.now()
  const expiresAt = new Date(now.getTime() + lifetimeSeconds[kind] * 1_000)
  const grant = { hash: hashOf(kernel, secret), kind, sessionId, data, expiresAt }
  await store.insertGrant(kernel.database.sql, keyOf(simulator), grant, now)
  return secret
}

const hashOf = (kernel: Kernel, secret: string) => kernel.keyring.hash('simulator_grant', secret)

const lookup = (kernel: Kernel, kind: store.GrantKind, secret: string) => ({
  hash: hashOf(kernel, secret),
  kind,
  now: kernel.clock.now(),
})

export const findGrant = (kernel: Kernel, simulator: Simulator, kind: store.GrantKind, secret: string) =>
  store.findGrant(kernel.database.sql, keyOf(simulator), lookup(kernel, kind, secret)) as Promise<
    Grant | undefined
  >

/** The grant, to whoever is the first to ask. */
export const takeGrant = (kernel: Kernel, simulator: Simulator, kind: store.GrantKind, secret: string) =>
  store.takeGrant(kernel.database.sql, keyOf(simulator), lookup(kernel, kind, secret)) as Promise<
    Grant | undefined
  >

export const revoke = (kernel: Kernel, simulator: Simulator, secret: string): Promise<void> =>
  store.deleteGrant(kernel.database.sql, keyOf(simulator), hashOf(kernel, secret))
