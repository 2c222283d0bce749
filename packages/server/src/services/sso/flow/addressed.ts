import { findSignInConnectionByKey, type SignInConnection } from '../../connections/index.ts'
import type { Browser } from './types.ts'

const keyForm = /^[0-9A-Za-z]{1,64}$/

/** The connection whose key the address holds, if it is one of the protocol. */
export async function addressedConnection<P extends SignInConnection['protocol']>(
  { context: { kernel }, request }: Browser,
  protocol: P,
): Promise<Extract<SignInConnection, { protocol: P }> | undefined> {
  const { key } = request.params as { key: string }
  if (!keyForm.test(key)) return undefined
  const connection = await findSignInConnectionByKey(kernel, key)
  return connection?.protocol === protocol
    ? (connection as Extract<SignInConnection, { protocol: P }>)
    : undefined
}
