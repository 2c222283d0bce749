import type { KeyObject } from 'node:crypto'
import { Exceptions, type WeakAlgorithm } from './algorithms.ts'
import {
  type Assertion,
  type Expected,
  readAssertion,
  requireId,
  requireIssuer,
  requireVersion,
} from './assertion.ts'
import { decryptAssertion } from './decryption.ts'
import { attributeOf, is, optionalChild, requireOnlyAttributes } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { requireInstant, timing } from './instants.ts'
import { namespaces } from './names.ts'
import {
  requireSignaturesOnlyIn,
  type SignatureTrust,
  signatureOf,
  signedWithin,
  type Verified,
  verifySignature,
} from './signature.ts'
import { requireSuccess } from './status.ts'
import {
  requireKnownNamespaces,
  requireNoAssertionWithin,
  requireOneAssertion,
  requireResponseParts,
} from './structure.ts'
import { parseXml, type XmlElement } from './xml.ts'

export type ResponseInput = {
  xml: string | Uint8Array
  /** All that the connection has for its identity provider. None: everything is refused. */
  certificates: SignatureTrust['certificates']
  /** The connection's own keys, for encrypted assertions. */
  decryptionKeys?: readonly KeyObject[]
  expected: Expected
  /** Whether a signed assertion in an unsigned response is refused. */
  signedResponseRequired?: boolean
  /** Exceptions of the connection. Default: none. */
  weakAlgorithms?: ReadonlySet<WeakAlgorithm>
  /** How far the clocks may be apart: 180 seconds unless said, never more than 600. */
  clockSkewSeconds?: number
  now: Date
}

export type VerifiedAssertion = Assertion & {
  /** The SHA-256 fingerprint of the certificate, in hexadecimal. */
  readonly signedBy: string
  /** The exceptions that were used: to be logged. */
  readonly weakAlgorithms: readonly WeakAlgorithm[]
  readonly encrypted: boolean
}

/**
 * Verifies a SAML response and returns its assertion, read from the signed bytes only, so that content wrapped around
 * them is never seen.
 *
 * Signed may be the assertion, the response, or both. Replay and the request that was answered are the caller's to check:
 * that takes a store. An answer without `inResponseTo` is unsolicited, whatever the response around it says.
 *
 * @see SAML Profiles 2.0, 4.1.4.3
 * @throws {SamlError} whose `code` names the first check that failed
 */
export function verifyResponse(input: ResponseInput): VerifiedAssertion {
  requireConfigured(input)
  const root = requireResponse(parseXml(input.xml))
  requireSuccess(root)
  requireKnownNamespaces(root)
  requireSignaturesOnlyIn(root, [root, requireOneAssertion(root)])
  const exceptions = new Exceptions(input.weakAlgorithms)
  const signedResponse = verifyIfSigned(root, input)
  if (!signedResponse && input.signedResponseRequired) throw unsignedResponse()
  requireEnvelope(signedResponse?.element ?? root, input, signedResponse !== undefined)
  const { assertion, encrypted } = verifyAssertion(root, signedResponse, input, exceptions)
  const read = readAssertion(assertion.element, input.expected, timing(input.now, input.clockSkewSeconds))
  requireSameRequest(signedResponse?.element ?? root, read)
  const used = [signedResponse?.weakAlgorithms ?? [], assertion.weakAlgorithms, [...exceptions.used]].flat()
  return { ...read, signedBy: assertion.signedBy, weakAlgorithms: [...new Set(used)], encrypted }
}

/** What is not configured cannot be compared: an empty value would equal an empty value. */
function requireConfigured({ certificates, expected }: ResponseInput): void {
  if (certificates.length === 0) {
    throw new SamlError('no_key', 'The connection has no certificate of its identity provider: add one.')
  }
  const missing = (['issuer', 'acsUrl', 'audience'] as const).find((name) => !expected[name])
  if (missing) {
    throw new SamlError(
      'connection_incomplete',
      `The connection does not say which ${missing} to expect: set it.`,
      {
        missing,
      },
    )
  }
}

function requireResponse(root: XmlElement): XmlElement {
  if (!is(root, namespaces.protocol, 'Response')) {
    throw new SamlError('unexpected_root', `The message is <${root.name}>, and not a SAML response.`, {
      element: root.localName,
    })
  }
  return root
}

function verifyIfSigned(element: XmlElement, trust: SignatureTrust): Verified | undefined {
  return signatureOf(element) && verifySignature(element, trust)
}

/** What the response says of itself, in the order of the schema. */
function requireEnvelope(response: XmlElement, { expected }: ResponseInput, isSigned: boolean): void {
  requireResponseParts(response)
  requireVersion(response)
  requireId(response)
  requireInstant(response, 'IssueInstant')
  requireOnlyAttributes(response, ['ID', 'Version', 'IssueInstant', 'Destination', 'Consent', 'InResponseTo'])
  requireDestination(attributeOf(response, 'Destination'), expected.acsUrl, isSigned)
  const issuer = optionalChild(response, namespaces.assertion, 'Issuer')
  if (issuer) requireIssuer(issuer, expected.issuer)
}

// SAML Bindings, 3.5.5.2: a signed message names where it goes, so that it cannot be taken elsewhere.
function requireDestination(received: string | undefined, acsUrl: string, isSigned: boolean): void {
  if (received === acsUrl || (received === undefined && !isSigned)) return
  if (received === undefined) {
    throw new SamlError('destination_missing', 'The response is signed, and has no Destination.', {
      expected: acsUrl,
    })
  }
  throw new SamlError(
    'destination_mismatch',
    `The response is for ${quoted(received)}; the ACS URL of the connection is ${quoted(acsUrl)}.`,
    { received: received.slice(0, 500), expected: acsUrl },
  )
}

function verifyAssertion(
  root: XmlElement,
  response: Verified | undefined,
  input: ResponseInput,
  exceptions: Exceptions,
): { assertion: Verified; encrypted: boolean } {
  // Where the response is signed, its assertion is taken from the bytes that were, encrypted or not.
  const found = requireOneAssertion(response?.element ?? root)
  const encrypted = is(found, namespaces.assertion, 'EncryptedAssertion')
  const plain = encrypted ? decrypt(found, input, exceptions) : found
  const assertion = verifyIfSigned(plain, input)
  if (assertion) return { assertion, encrypted }
  if (!response) throw unsignedAssertion()
  return { assertion: { ...response, element: signedWithin(response.element, found, plain) }, encrypted }
}

function decrypt(
  found: XmlElement,
  { decryptionKeys = [] }: ResponseInput,
  exceptions: Exceptions,
): XmlElement {
  const plain = requireAssertion(decryptAssertion(found, decryptionKeys, exceptions))
  requireKnownNamespaces(plain)
  requireNoAssertionWithin(plain)
  requireSignaturesOnlyIn(plain, [plain])
  return plain
}

// The response may be unsigned: then its InResponseTo decides nothing, but must not say anything else.
function requireSameRequest(response: XmlElement, { inResponseTo }: Assertion): void {
  const received = attributeOf(response, 'InResponseTo') ?? null
  if (received !== null && received !== inResponseTo) {
    throw new SamlError(
      'in_response_to_mismatch',
      `The response answers the request ${quoted(received)}, and its assertion ${quoted(inResponseTo ?? 'none')}.`,
      { response: received.slice(0, 200), assertion: inResponseTo?.slice(0, 200) ?? '' },
    )
  }
}

function requireAssertion(element: XmlElement): XmlElement {
  if (is(element, namespaces.assertion, 'Assertion')) return element
  throw new SamlError('unexpected_root', `What was encrypted is <${element.name}>, and not an assertion.`)
}

function unsignedResponse(): SamlError {
  return new SamlError(
    'response_not_signed',
    'The connection requires signed responses, and only the assertion is signed. Sign both at the identity provider.',
  )
}

function unsignedAssertion(): SamlError {
  return new SamlError(
    'signature_missing',
    'Neither the response nor its assertion is signed. The identity provider has to sign the assertion.',
  )
}
