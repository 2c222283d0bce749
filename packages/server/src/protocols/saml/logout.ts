// What must hold before a message of single logout is believed (SAML Profiles 2.0, 4.4; Core 2.0, 3.7).
import type { WeakAlgorithm } from './algorithms.ts'
import { requireId, requireIssuer, requireVersion } from './assertion.ts'
import { readPost, readRedirect, verifyRedirectSignature } from './bindings.ts'
import {
  attributeOf,
  childrenNamed,
  is,
  optionalChild,
  requireAttribute,
  requireChild,
  trimmedTextOf,
} from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { instantOf, requireInstant, type Timing, timing } from './instants.ts'
import { namespaces } from './names.ts'
import { statusCodes } from './protocol-names.ts'
import { type SignatureTrust, verifyEnveloped } from './signature.ts'
import { type NameId, readNameId } from './subject.ts'
import { parseXml, type XmlElement } from './xml.ts'

export {
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutNameId,
  type LogoutStatus,
} from './logout-messages.ts'

/** The message as it arrived. Nothing reads it without its signature. */
export type LogoutSource =
  | { binding: 'redirect' /** The query of the URL, as it arrived. */; query: string }
  | { binding: 'post' /** The field of the form. */; value: string; relayState?: string | null }

export type LogoutInput = LogoutSource &
  SignatureTrust & {
    expected: {
      issuer: string
      /** The address at which the message arrived. */
      destination: string
    }
    /** How far clocks may differ: 180 unless told, 600 at most. */
    clockSkewSeconds?: number
  }

interface VerifiedMessage {
  id: string
  issuer: string
  relayState: string | null
  /** The SHA-256 fingerprint of the certificate, in hexadecimal. */
  signedBy: string
  /** The exceptions that were used: to be logged. */
  weakAlgorithms: readonly WeakAlgorithm[]
}

export interface VerifiedLogoutRequest extends VerifiedMessage {
  nameId: NameId
  /** The sessions to end; none means all of this person's. */
  sessionIndexes: readonly string[]
  notOnOrAfter: Date | null
  /** Until when its id must be remembered, so that it is not obeyed twice (skew included). */
  replayableUntil: Date
  reason: string | null
}

export interface VerifiedLogoutResponse extends VerifiedMessage {
  inResponseTo: string
  /** Whether the session has ended everywhere. */
  successful: boolean
  /** From the outermost to the innermost. */
  statusCodes: readonly string[]
  statusMessage: string | null
}

/** How long a message that names no end is good for: a browser carries it across at once. */
const messageLifetimeSeconds = 600
/** How long any is good for, so that what has to be remembered is bounded. */
const longestLifetimeSeconds = 3600

/**
 * Verifies a request to end sessions, and returns whose. To refuse a second one with the same id is the caller's: that
 * takes a store.
 *
 * @throws {SamlError} whose `code` names the first check that failed; what is unsigned or has expired is refused
 */
export function verifyLogoutRequest(input: LogoutInput): VerifiedLogoutRequest {
  const { message, ...received } = open(input, 'LogoutRequest')
  const notOnOrAfter = instantOf(message, 'NotOnOrAfter')
  return {
    ...requireAddressed(message, input),
    replayableUntil: requireFresh(message, notOnOrAfter, timing(input.now, input.clockSkewSeconds)),
    nameId: requireNameId(message),
    sessionIndexes: childrenNamed(message, namespaces.protocol, 'SessionIndex').map(trimmedTextOf),
    notOnOrAfter,
    reason: attributeOf(message, 'Reason') ?? null,
    ...received,
  }
}

/**
 * Verifies the answer to a logout request of ours. The caller then takes that request back, so that there is none for a
 * second answer. A logout that went wrong is an answer too: see `successful`.
 *
 * @throws {SamlError} whose `code` names the first check that failed
 */
export function verifyLogoutResponse(
  input: LogoutInput & { expected: { inResponseTo: string } },
): VerifiedLogoutResponse {
  const { message, ...received } = open(input, 'LogoutResponse')
  const addressed = requireAddressed(message, input)
  requireFresh(message, null, timing(input.now, input.clockSkewSeconds))
  const { inResponseTo } = input.expected
  requireEqual('in_response_to_mismatch', message, 'InResponseTo', inResponseTo)
  return { ...addressed, inResponseTo, ...readStatus(message), ...received }
}

type Opened = Omit<VerifiedMessage, 'id' | 'issuer'> & { message: XmlElement }

/** The message, once it is known who wrote it. */
function open(input: LogoutInput, localName: 'LogoutRequest' | 'LogoutResponse'): Opened {
  const expected = { namespace: namespaces.protocol, localName }
  if (input.binding === 'post') {
    const { element, ...signature } = verifyEnveloped(readPost(input.value), { ...input, root: expected })
    return { message: element, relayState: input.relayState ?? null, ...signature }
  }
  const received = readRedirect(input.query, localName === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse')
  const signature = verifyRedirectSignature(received, input)
  const message = parseXml(received.xml)
  if (!is(message, expected.namespace, localName)) {
    throw new SamlError('unexpected_root', `The message is <${message.name}>; expected is ${localName}.`, {
      element: message.localName,
    })
  }
  return { message, relayState: received.relayState, ...signature }
}

/** Checks the version, who wrote it, and that it was written for us. */
function requireAddressed(message: XmlElement, { expected }: LogoutInput): { id: string; issuer: string } {
  requireVersion(message)
  requireIssuer(requireChild(message, namespaces.assertion, 'Issuer'), expected.issuer)
  // Bindings 2.0, 3.4.5.2 and 3.5.5.2: a signed message names its destination.
  if (attributeOf(message, 'Destination') === undefined) {
    throw new SamlError('destination_missing', `<${message.name}> is signed, and has no Destination.`, {
      expected: expected.destination,
    })
  }
  requireEqual('destination_mismatch', message, 'Destination', expected.destination)
  return { id: requireId(message), issuer: expected.issuer }
}

function requireEqual(
  code: 'destination_mismatch' | 'in_response_to_mismatch',
  message: XmlElement,
  attribute: string,
  expected: string,
): void {
  const received = attributeOf(message, attribute) ?? ''
  if (received === expected) return
  throw new SamlError(
    code,
    `The ${attribute} of <${message.name}> is ${quoted(received)}; expected is ${quoted(expected)}.`,
    { received: received.slice(0, 500), expected },
  )
}

/** @returns until when the message would be accepted */
function requireFresh(message: XmlElement, notOnOrAfter: Date | null, { now, skewMs }: Timing): Date {
  const issued = requireInstant(message, 'IssueInstant')
  if (now.getTime() + skewMs < issued.getTime()) throw outOfTime('not_yet_valid', message, issued, now)
  const end = endOf(issued, notOnOrAfter)
  if (now.getTime() - skewMs >= end.getTime()) throw outOfTime('expired', message, end, now)
  return new Date(end.getTime() + skewMs)
}

function endOf(issued: Date, notOnOrAfter: Date | null): Date {
  const longest = issued.getTime() + longestLifetimeSeconds * 1000
  if (notOnOrAfter) return new Date(Math.min(notOnOrAfter.getTime(), longest))
  return new Date(issued.getTime() + messageLifetimeSeconds * 1000)
}

function outOfTime(code: 'not_yet_valid' | 'expired', { name }: XmlElement, at: Date, now: Date): SamlError {
  const what = code === 'expired' ? 'was good until' : 'was issued at'
  return new SamlError(
    code,
    `<${name}> ${what} ${at.toISOString()}, and it is ${now.toISOString()}. If this happens always, a clock is wrong.`,
    { at: at.toISOString(), now: now.toISOString() },
  )
}

function requireNameId(message: XmlElement): NameId {
  const nameId = optionalChild(message, namespaces.assertion, 'NameID')
  if (nameId) return readNameId(nameId)
  throw new SamlError(
    'name_id_invalid',
    'The logout request names nobody by a NameID. An encrypted one is not read: turn its encryption off.',
  )
}

function readStatus(
  message: XmlElement,
): Pick<VerifiedLogoutResponse, 'successful' | 'statusCodes' | 'statusMessage'> {
  const status = requireChild(message, namespaces.protocol, 'Status')
  const outer = requireChild(status, namespaces.protocol, 'StatusCode')
  const inner = optionalChild(outer, namespaces.protocol, 'StatusCode')
  const codes = [outer, ...(inner ? [inner] : [])].map((code) => requireAttribute(code, 'Value'))
  const text = optionalChild(status, namespaces.protocol, 'StatusMessage')
  return {
    // Core 2.0, 3.2.2.2: with PartialLogout somebody could not be told.
    successful: codes[0] === statusCodes.success && !codes.includes(statusCodes.partialLogout),
    statusCodes: codes,
    statusMessage: text ? trimmedTextOf(text) : null,
  }
}
