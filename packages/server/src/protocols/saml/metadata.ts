// SAML metadata: what the two sides tell each other about themselves (SAML Metadata 2.0).
import { attributeOf, childrenNamed, requireAttribute, trimmedTextOf } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { signingCertificates } from './metadata-certificates.ts'
import { chooseEntity, identityProviders, type Validity } from './metadata-entities.ts'
import { namespaces } from './names.ts'
import { bindings } from './protocol-names.ts'
import { booleanOf } from './values.ts'
import { parseXml, type XmlElement } from './xml.ts'

export {
  buildIdpMetadata,
  buildSpMetadata,
  type IdpMetadataInput,
  type SpMetadataInput,
} from './metadata-documents.ts'

/** What an identity provider says about itself. */
export interface IdpMetadata {
  entityId: string
  /** Where it takes requests by HTTP-Redirect. It or `ssoPostUrl` is there. */
  ssoUrl: string | null
  /** Where it takes requests by HTTP-POST. */
  ssoPostUrl: string | null
  /** Where it takes logout requests by HTTP-Redirect. */
  sloUrl: string | null
  /** Where it takes the answers to its own logout requests, where that is another address. */
  sloResponseUrl: string | null
  /** One at least, in the order of the document, as PEM. Some may have expired. */
  signingCertificates: string[]
  /** Why certificates of the document were left out, in sentences for the administrator. */
  ignoredCertificates: string[]
  wantAuthnRequestsSigned: boolean
  nameIdFormats: string[]
  /** From when on the document must not be used any more. */
  validUntil: Date | null
  /** After how long the document is to be read again. */
  cacheDurationSeconds: number | null
}

// Federations publish thousands of entities in one file; those that are read here hold one, or a few.
const limits = {
  bytes: 2 * 1024 * 1024,
  depth: 40,
  elements: 50_000,
  attributesPerElement: 50,
  attributes: 100_000,
  namespacesInScope: 500,
  scopes: 500_000,
  comments: 5_000,
} as const

const maxUrlCharacters = 2048
const maxEntityIdCharacters = 1024

/**
 * Reads the metadata of an identity provider.
 *
 * A signature in the document is not looked at: metadata are trusted because of where they come from, an administrator's
 * hand or a URL under TLS. A key that came with them would vouch for nothing.
 *
 * @param options `entityId` chooses among several identity providers, and must be met where there is only one
 * @throws {SamlError} `metadata_invalid` or `metadata_expired` with what is missing and what to do, or a code of
 * `parseXml` where the document is not XML
 */
export function readIdpMetadata(
  xml: string | Uint8Array,
  options: { entityId?: string | undefined; now: Date },
): IdpMetadata {
  const { descriptor, role, validity } = chooseEntity(
    identityProviders(parseXml(xml, limits)),
    options.entityId,
  )
  requireCurrent(validity, options.now)
  return {
    entityId: requireEntityId(requireAttribute(descriptor, 'entityID').trim()),
    ...signOnEndpoints(role),
    ...logoutEndpoints(role),
    ...signingCertificates(role),
    wantAuthnRequestsSigned: booleanOf(role, 'WantAuthnRequestsSigned'),
    nameIdFormats: childrenNamed(role, namespaces.metadata, 'NameIDFormat')
      .map(trimmedTextOf)
      .filter(Boolean),
    ...validity,
  }
}

function requireCurrent({ validUntil }: Validity, now: Date): void {
  if (!validUntil || now < validUntil) return
  const instant = validUntil.toISOString()
  throw new SamlError(
    'metadata_expired',
    `The metadata were good until ${instant}. Get them from the identity provider anew.`,
    { valid_until: instant },
  )
}

function requireEntityId(entityId: string): string {
  // RFC 3986, 2: no URI holds these, and whoever shows the id should not have to be careful.
  if (/[\p{Cc}<>"]/u.test(entityId)) throw invalid(`The entityID ${quoted(entityId)} is no URI.`)
  if (entityId === '') throw invalid('The entity has no entityID. Export the metadata again.')
  if (entityId.length <= maxEntityIdCharacters) return entityId
  throw invalid(`The entityID is longer than ${maxEntityIdCharacters} characters (SAML Core 2.0, 8.3.6).`)
}

function signOnEndpoints(role: XmlElement): Pick<IdpMetadata, 'ssoUrl' | 'ssoPostUrl'> {
  const services = childrenNamed(role, namespaces.metadata, 'SingleSignOnService')
  const ssoUrl = location(services, bindings.redirect)
  const ssoPostUrl = location(services, bindings.post)
  if (ssoUrl || ssoPostUrl) return { ssoUrl, ssoPostUrl }
  const offered = services.map((service) => quoted(attributeOf(service, 'Binding') ?? '')).slice(0, 10)
  throw invalid(
    `The identity provider offers no sign-in by HTTP-Redirect or HTTP-POST: it lists ${offered.join(', ') || 'no SingleSignOnService'}. Enable one of them there.`,
  )
}

function logoutEndpoints(role: XmlElement): Pick<IdpMetadata, 'sloUrl' | 'sloResponseUrl'> {
  const services = childrenNamed(role, namespaces.metadata, 'SingleLogoutService')
  return {
    sloUrl: location(services, bindings.redirect),
    sloResponseUrl: location(services, bindings.redirect, 'ResponseLocation'),
  }
}

function location(services: XmlElement[], binding: string, attribute = 'Location'): string | null {
  const service = services.find((candidate) => attributeOf(candidate, 'Binding')?.trim() === binding)
  const url = service && attributeOf(service, attribute)?.trim()
  if (!service || (!url && attribute !== 'Location')) return null
  return requireWebUrl(url ?? '', `${attribute} of ${service.localName}`)
}

/** Browsers are sent there: http and https, and nothing that parsers read differently. Kept as it is written. */
function requireWebUrl(text: string, what: string): string {
  const url = /[\p{Cc}\s\\<>"]/u.test(text) || text.length > maxUrlCharacters ? null : URL.parse(text)
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (isWeb && url.username === '' && url.password === '') return text
  throw invalid(`The ${what} is ${quoted(text)}. Expected is an http or https URL without a user name.`)
}

const invalid = (message: string) => new SamlError('metadata_invalid', message)
