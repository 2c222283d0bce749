import { type Operation, sampleOf } from '@portico/contract'
import type { Match } from './route.ts'
import { accessToken, jwks } from './tokens.ts'

export type Answer = { status: number; body?: unknown }

/** Members that a client does something with, so that any text will not do. */
const meaningful: Readonly<Record<string, (context: { baseUrl: string; clientId: string }) => object>> = {
  'userManagement.getJwks': () => jwks,
  'userManagement.authenticate': ({ clientId, baseUrl }) => ({
    access_token: accessToken(clientId, baseUrl),
  }),
  // The shortest wait that there is.
  'userManagement.createDeviceAuthorization': () => ({ interval: 1 }),
  'vault.createDataKey': () => dataKey,
  'vault.decryptDataKey': () => ({ data_key: dataKey.data_key }),
  'vault.createRekey': () => dataKey,
}

const dataKey = {
  data_key: Buffer.alloc(32, 7).toString('base64'),
  encrypted_keys: Buffer.from('keys').toString('base64'),
}

/** Success as the contract has it; what is called missing is not found. */
export function answerTo({ operation, params }: Match, baseUrl: string, clientId: string): Answer {
  if (Object.values(params).some((value) => value.includes('missing'))) return notFound(operation)
  const { id, status, returns } = operation
  if (!returns) return { status }
  const sample = sampleOf(returns) as object
  const known = meaningful[id]?.({ baseUrl, clientId })
  return { status, body: known ? { ...sample, ...known } : onePage(sample) }
}

/** A list of samples is the last page: one that names a next page would go on for ever. */
function onePage(sample: object): object {
  return 'list_metadata' in sample ? { ...sample, list_metadata: { before: null, after: null } } : sample
}

function notFound({ throws = [] }: Operation): Answer {
  const declared = throws.find(({ status }) => status === 404)
  return { status: 404, body: { message: declared?.message ?? 'Not found.', code: 'entity_not_found' } }
}
