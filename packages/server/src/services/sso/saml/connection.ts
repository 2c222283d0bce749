import { findSignInConnectionByKey, type SamlConnection } from '../../connections/index.ts'
import type { Browser } from '../flow/index.ts'

const keyForm = /^[0-9A-Za-z]{1,64}$/

/** The SAML connection whose key the address holds. */
export async function connectionAt({
  context: { kernel },
  request,
}: Browser): Promise<SamlConnection | undefined> {
  const { key } = request.params as { key: string }
  if (!keyForm.test(key)) return undefined
  const connection = await findSignInConnectionByKey(kernel, key)
  return connection?.protocol === 'saml' ? connection : undefined
}
