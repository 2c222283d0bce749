import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto'
import {
  buildLogoutRequest,
  buildLogoutResponse,
  encryptAssertion,
  generateKeyPairWithCertificate,
  type LogoutStatus,
  redirectUrl,
  type SignOptions,
  signXml,
} from '../protocols/saml/index.ts'
import { newResponseId, type ResponseContent, writeAssertion, writeResponse } from './saml-responses.ts'

/** A key of the identity provider, with the certificate that connections are given. */
export type SamlKey = { privateKey: KeyObject; certificate: string }

/** How a response is protected. */
export type ResponseProtection = {
  /** Default: the assertion. */
  sign?: 'assertion' | 'response' | 'both' | 'none'
  /** Default: the key of the identity provider. */
  key?: SamlKey
  signatureAlgorithm?: SignOptions['signatureAlgorithm']
  digestAlgorithm?: SignOptions['digestAlgorithm']
  /** PEM of the certificate to encrypt the assertion for. */
  encryptFor?: string
  encryption?: Parameters<typeof encryptAssertion>[2]
}

/** Where a response goes, and what it says beside what is usual. */
export type ResponseOptions = Omit<ResponseContent, 'issuer' | 'now'> &
  Partial<Pick<ResponseContent, 'issuer' | 'now'>> &
  ResponseProtection

export type LogoutRequestOptions = {
  /** Where it goes. */
  url: string
  nameId?: string
  nameIdFormat?: string | null
  sessionIndexes?: readonly string[]
  id?: string
  issuer?: string
  destination?: string
  issueInstant?: Date
  notOnOrAfter?: Date | null
  relayState?: string
  /** Null: unsigned. */
  key?: SamlKey | null
}

/** An identity provider that signs whatever a test wants it to say, by the real protocol. */
export type SamlIdp = SamlKey & {
  entityId: string
  ssoUrl: string
  sloUrl: string
  /** A response, in base64 as the form carries it. */
  respond(options: ResponseOptions): string
  /** A response as XML. */
  responseXml(options: ResponseOptions): string
  /** The URL that carries a logout request. */
  logoutRequestUrl(options: LogoutRequestOptions): string
  /** The form's value of a logout request, signed inside. */
  logoutRequestPost(options: LogoutRequestOptions): string
  /** The URL that carries the answer to a logout request. */
  logoutResponseUrl(options: {
    url: string
    inResponseTo: string
    status?: LogoutStatus
    relayState?: string
    key?: SamlKey | null
  }): string
}

const year = 365 * 86_400_000

/** Makes a key with its certificate, which is good from a day ago for a year unless the test says otherwise. */
export async function newSamlKey({
  notBefore = new Date(Date.now() - 86_400_000),
  notAfter = new Date(Date.now() + year),
}: {
  notBefore?: Date
  notAfter?: Date
} = {}): Promise<SamlKey> {
  const commonName = 'idp.acme.example'
  const made = await generateKeyPairWithCertificate({ commonName, notBefore, notAfter })
  return { privateKey: createPrivateKey(made.privateKeyPem), certificate: made.certificatePem }
}

// A key takes 100 ms: tests that need none of their own share these.
let sharedKey: Promise<SamlKey> | undefined
let strangersKey: Promise<SamlKey> | undefined

/** A key that no connection of a test knows unless it says so. */
export function strangeSamlKey(): Promise<SamlKey> {
  strangersKey ??= newSamlKey()
  return strangersKey
}

/** Makes an identity provider. Each has an entity ID of its own; the key is the same, unless one is given. */
export async function samlIdp({
  key,
  host = 'https://idp.acme.example',
}: {
  key?: SamlKey
  host?: string
} = {}): Promise<SamlIdp> {
  sharedKey ??= newSamlKey()
  const own = key ?? (await sharedKey)
  const entityId = `${host}/saml/${randomBytes(6).toString('hex')}`
  const fill = (options: ResponseOptions) => ({ issuer: entityId, now: new Date(), ...options })
  const responseXml = (options: ResponseOptions) => protect(fill(options), options.key ?? own)
  return {
    ...own,
    entityId,
    ssoUrl: `${host}/sso`,
    sloUrl: `${host}/slo`,
    responseXml,
    respond: (options) => Buffer.from(responseXml(options)).toString('base64'),
    logoutRequestUrl: (options) =>
      redirectUrl({
        url: options.url,
        kind: 'SAMLRequest',
        xml: logoutRequestXml(entityId, options),
        relayState: options.relayState,
        sign: options.key === null ? undefined : (options.key ?? own),
      }),
    logoutRequestPost: (options) => {
      const id = options.id ?? newResponseId()
      const xml = logoutRequestXml(entityId, { ...options, id })
      const { privateKey } = options.key ?? own
      return Buffer.from(options.key === null ? xml : signXml(xml, { elementId: id, privateKey })).toString(
        'base64',
      )
    },
    logoutResponseUrl: ({ url, inResponseTo, status = 'success', relayState, key: signer }) =>
      redirectUrl({
        url,
        kind: 'SAMLResponse',
        xml: buildLogoutResponse({
          id: newResponseId(),
          issueInstant: new Date(),
          destination: url,
          issuer: entityId,
          inResponseTo,
          status,
        }),
        relayState,
        sign: signer === null ? undefined : (signer ?? own),
      }),
  }
}

function logoutRequestXml(entityId: string, options: LogoutRequestOptions): string {
  const { nameIdFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' } = options
  return buildLogoutRequest({
    id: options.id ?? newResponseId(),
    issueInstant: options.issueInstant ?? new Date(),
    destination: options.destination ?? options.url,
    issuer: options.issuer ?? entityId,
    nameId: { value: options.nameId ?? 'ada@acme.example', format: nameIdFormat },
    sessionIndexes: options.sessionIndexes ?? [],
    notOnOrAfter: options.notOnOrAfter ?? null,
  })
}

/** Signs and encrypts as an identity provider does: the assertion first, then what is around it. */
function protect(options: ResponseContent & ResponseProtection, key: SamlKey): string {
  const { sign = 'assertion', encryptFor, status } = options
  const signing = {
    privateKey: key.privateKey,
    certificatePem: key.certificate,
    ...(options.signatureAlgorithm && { signatureAlgorithm: options.signatureAlgorithm }),
    ...(options.digestAlgorithm && { digestAlgorithm: options.digestAlgorithm }),
  }
  const assertionId = options.assertionId ?? newResponseId()
  const signedAlone = sign === 'assertion' || sign === 'both'
  const plain = writeAssertion({ ...options, assertionId })
  const assertion = signedAlone ? signXml(plain, { elementId: assertionId, ...signing }) : plain
  const content =
    encryptFor === undefined ? assertion : encryptAssertion(assertion, encryptFor, options.encryption)
  const id = newResponseId()
  const response = writeResponse(options, id, status ? null : content)
  return sign === 'response' || sign === 'both' ? signXml(response, { elementId: id, ...signing }) : response
}
