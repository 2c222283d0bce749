import { type Operation, sampleOf } from '@portico/contract'
import { claimsOf, type Issuer } from '../issuer.ts'
import type { Match } from './route.ts'

export type Answer = { status: number; body?: unknown }

/** What the answer to a request is made of, beside the contract. */
export type Asking = { issuer: Issuer; clientId: string }

type Sample = { user: { id: string }; organization_id?: string }

/** Members that a client does something with, so that a sample will not do. */
const meaningful: Readonly<Record<string, (asking: Asking, sample: Sample) => object | Promise<object>>> = {
  'userManagement.getJwks': ({ issuer }) => ({ keys: [issuer.jwk] }),
  'userManagement.authenticate': async ({ issuer, clientId }, { user, organization_id }) => ({
    access_token: await issuer.sign(claimsOf({ sub: user.id, client_id: clientId, org_id: organization_id })),
  }),
  // The shortest wait that there is.
  'userManagement.createDeviceAuthorization': () => ({ interval: 1, expires_in: 300 }),
  'adminPortal.generateLink': () => ({ link: 'https://setup.example.com/?token=portal' }),
  'vault.createDataKey': () => dataKey,
  'vault.decryptDataKey': () => ({ data_key: dataKey.data_key }),
  'vault.createRekey': () => dataKey,
}

const dataKey = {
  data_key: Buffer.alloc(32, 7).toString('base64'),
  encrypted_keys: Buffer.from('keys').toString('base64'),
}

/** Success as the contract has it; what is called missing is not found. */
export async function answerTo({ operation, params }: Match, asking: Asking): Promise<Answer> {
  if (Object.values(params).some((value) => value.includes('missing'))) return notFound(operation)
  const { id, status, returns } = operation
  if (!returns) return { status }
  const sample = sampleOf(returns) as Sample
  const known = await meaningful[id]?.(asking, sample)
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
