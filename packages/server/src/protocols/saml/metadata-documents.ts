// Writes metadata: ours as a service provider, and those of simulated identity providers (SAML Metadata 2.0, 2.3 and 2.4).
import { readCertificate } from './certificate.ts'
import { namespaces } from './names.ts'
import { bindings } from './protocol-names.ts'
import { element, type Markup, root } from './write.ts'

/** What a message may be encrypted with: nothing that an eavesdropper could change unnoticed. */
const encryptionMethods = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
]

export interface SpMetadataInput {
  entityId: string
  acsUrl: string
  /** Where logout messages go, by HTTP-Redirect and by HTTP-POST. */
  sloUrl: string | null
  /** PEM, each. All that requests may be signed with, the next one included. */
  signingCertificates: readonly string[]
  encryptionCertificates: readonly string[]
  authnRequestsSigned: boolean
  nameIdFormats?: readonly string[]
  validUntil?: Date
}

export function buildSpMetadata(input: SpMetadataInput): string {
  const role = element(
    'md:SPSSODescriptor',
    {
      AuthnRequestsSigned: input.authnRequestsSigned,
      WantAssertionsSigned: true,
      protocolSupportEnumeration: namespaces.protocol,
    },
    keyDescriptors('signing', input.signingCertificates),
    keyDescriptors('encryption', input.encryptionCertificates),
    input.sloUrl === null ? null : endpoints('md:SingleLogoutService', input.sloUrl, input.sloUrl),
    nameIdFormats(input.nameIdFormats),
    element('md:AssertionConsumerService', {
      Binding: bindings.post,
      Location: input.acsUrl,
      index: 0,
      isDefault: true,
    }),
  )
  return entity(input, role)
}

export interface IdpMetadataInput {
  entityId: string
  ssoUrl: string
  ssoPostUrl?: string | null
  sloUrl?: string | null
  /** PEM, each. */
  signingCertificates: readonly string[]
  wantAuthnRequestsSigned?: boolean
  nameIdFormats?: readonly string[]
  validUntil?: Date
}

export function buildIdpMetadata(input: IdpMetadataInput): string {
  const role = element(
    'md:IDPSSODescriptor',
    {
      WantAuthnRequestsSigned: input.wantAuthnRequestsSigned ?? false,
      protocolSupportEnumeration: namespaces.protocol,
    },
    keyDescriptors('signing', input.signingCertificates),
    endpoints('md:SingleLogoutService', input.sloUrl, null),
    nameIdFormats(input.nameIdFormats),
    endpoints('md:SingleSignOnService', input.ssoUrl, input.ssoPostUrl),
  )
  return entity(input, role)
}

function entity({ entityId, validUntil }: { entityId: string; validUntil?: Date }, role: Markup): string {
  const attributes = { entityID: entityId, validUntil: validUntil?.toISOString() }
  return root('md:EntityDescriptor', ['md', 'ds'], attributes, role)
}

function keyDescriptors(use: 'signing' | 'encryption', certificates: readonly string[]): Markup[] {
  const methods = use === 'encryption' ? encryptionMethods : []
  return certificates.map((pem) =>
    element(
      'md:KeyDescriptor',
      { use },
      element('ds:KeyInfo', {}, element('ds:X509Data', {}, element('ds:X509Certificate', {}, bare(pem)))),
      methods.map((Algorithm) => element('md:EncryptionMethod', { Algorithm })),
    ),
  )
}

/** The certificate as base64 without lines, from its own bytes. */
const bare = (pem: string) => readCertificate(pem).pem.replace(/-----[^-]+-----|\s/g, '')

function endpoints(
  name: string,
  redirect: string | null | undefined,
  post: string | null | undefined,
): Markup[] {
  const offered = [
    { Binding: bindings.redirect, Location: redirect },
    { Binding: bindings.post, Location: post },
  ]
  return offered.filter(({ Location }) => Location).map((endpoint) => element(name, endpoint))
}

const nameIdFormats = (formats: readonly string[] = []) =>
  formats.map((format) => element('md:NameIDFormat', {}, format))
