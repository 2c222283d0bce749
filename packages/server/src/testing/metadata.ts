import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import {
  buildIdpMetadata,
  type IdpMetadataInput,
  issueSelfSignedCertificate,
} from '../protocols/saml/index.ts'

const dayMs = 86_400_000
const made = new Map<string, Promise<string>>()
// All certificates are of one key: making keys takes long, and nothing here is ever signed.
let keys: ReturnType<typeof makeKeys> | undefined
const makeKeys = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })

/**
 * A certificate as an identity provider has it, made once for each name in a worker.
 *
 * @param days how long it is good, counted from now; negative: since when it is not any more
 */
export function idpCertificate(name = 'idp', days = 400): Promise<string> {
  const key = `${name} ${days}`
  const certificate = made.get(key) ?? issue(name, days)
  made.set(key, certificate)
  return certificate
}

async function issue(commonName: string, days: number): Promise<string> {
  keys ??= makeKeys()
  const now = Date.now()
  const notBefore = new Date(now - 1000 * dayMs)
  return issueSelfSignedCertificate({
    commonName,
    notBefore,
    notAfter: new Date(now + days * dayMs),
    keys: await keys,
  })
}

export const entityId = 'https://idp.acme.com/saml'

/** The metadata of an identity provider, with a certificate that is good for long. */
export async function idpMetadata(input: Partial<IdpMetadataInput> = {}): Promise<string> {
  return buildIdpMetadata({
    entityId,
    ssoUrl: `${entityId}/sso`,
    signingCertificates: input.signingCertificates ?? [await idpCertificate()],
    ...input,
  })
}
