import {
  buildIdpMetadata,
  generateKeyPairWithCertificate,
  type IdpMetadataInput,
} from '../protocols/saml/index.ts'

const dayMs = 86_400_000
const made = new Map<string, Promise<string>>()

/**
 * A certificate as an identity provider has it, made once for each name in a worker.
 *
 * @param days how long it is good, counted from now; negative: since when it is not any more
 */
export function idpCertificate(name = 'idp', days = 400): Promise<string> {
  const key = `${name} ${days}`
  const certificate = made.get(key) ?? makeCertificate(name, days)
  made.set(key, certificate)
  return certificate
}

async function makeCertificate(commonName: string, days: number): Promise<string> {
  const now = Date.now()
  const { certificatePem } = await generateKeyPairWithCertificate({
    commonName,
    notBefore: new Date(now - 1000 * dayMs),
    notAfter: new Date(now + days * dayMs),
  })
  return certificatePem
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
