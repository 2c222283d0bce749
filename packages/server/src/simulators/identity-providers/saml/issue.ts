// A response as the persona sends it, with the one thing wrong that was chosen.
import { encryptAssertion } from '../../../protocols/saml/encryption.ts'
import { type SignOptions, signXml } from '../../../protocols/saml/index.ts'
import { element } from '../../../protocols/saml/write.ts'
import type { samlMisbehaviours } from '../behaviour.ts'
import type { SimulatorKey } from '../keys.ts'
import type { Person } from '../people.ts'
import type { SamlPersona } from './personas.ts'
import { type AssertionFacts, type ResponseFacts, writeAssertion, writeResponse } from './response.ts'

/** What a service provider asked for. */
export type SamlRequest = {
  acsUrl: string
  audience: string
  /** Null where nobody asked. */
  inResponseTo: string | null
  nameIdFormat: string | null
}

export type Issuance = {
  persona: SamlPersona
  request: SamlRequest
  person: Person
  misbehave: keyof typeof samlMisbehaviours | null
  key: SimulatorKey
  /** For `wrong_key`. */
  otherKey: SimulatorKey
  /** The service provider's, for `encrypted`. */
  encryptionCertificate: string | null
  now: Date
}

export type Issued = { xml: string; sessionIndex: string; nameId: { value: string; format: string } }

export function issueResponse(issuance: Issuance): Issued {
  const facts = assertionFacts(issuance)
  const assertions = [finished(writeAssertion(issuance.persona, facts), facts.id, issuance)]
  if (issuance.misbehave === 'two_assertions') assertions.push(secondAssertion(issuance, facts))
  const { persona, misbehave } = issuance
  const response = responseFacts(issuance, [statusCodes.success])
  const xml = writeResponse(persona, response, assertions)
  const signed = persona.signs === 'both' ? sign(xml, response.id, issuance) : xml
  const { sessionIndex, nameId } = facts
  return { xml: misbehave === 'tampered' ? tampered(signed, facts) : signed, sessionIndex, nameId }
}

const statusPrefix = 'urn:oasis:names:tc:SAML:2.0:status'
const statusCodes = {
  success: `${statusPrefix}:Success`,
  responder: `${statusPrefix}:Responder`,
  authnFailed: `${statusPrefix}:AuthnFailed`,
  requestDenied: `${statusPrefix}:RequestDenied`,
  noPassive: `${statusPrefix}:NoPassive`,
  noAuthnContext: `${statusPrefix}:NoAuthnContext`,
}

const refusals = {
  status_authn_failed: [statusCodes.authnFailed, 'The password was wrong too often.'],
  status_request_denied: [statusCodes.requestDenied, 'The person is not assigned to this application.'],
  status_no_authn_context: [statusCodes.noAuthnContext, 'The required way of signing in is not available.'],
  no_passive: [statusCodes.noPassive, 'Nobody is signed in, and none may be asked.'],
  cancelled: [statusCodes.authnFailed, 'The person did not sign in.'],
} as const

export type SamlRefusal = keyof typeof refusals

export const isRefusal = (name: string | null): name is SamlRefusal => name !== null && name in refusals

/** A response that says that nobody signed in (SAML Core 2.0, 3.2.2.2). */
export function issueRefusal(
  issuance: Pick<Issuance, 'persona' | 'request' | 'key' | 'now' | 'misbehave'>,
  refusal: SamlRefusal,
): string {
  const [code, statusMessage] = refusals[refusal]
  const facts = { ...responseFacts(issuance, [statusCodes.responder, code]), statusMessage }
  return writeResponse(issuance.persona, facts, [])
}

const elsewhere = 'https://another.example'
const after = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000)

function responseFacts(
  { persona, request, misbehave, now }: Pick<Issuance, 'persona' | 'request' | 'misbehave' | 'now'>,
  status: readonly string[],
): ResponseFacts {
  return {
    id: persona.newId(),
    issuer: issuerOf(persona, misbehave),
    issueInstant: now,
    destination: misbehave === 'wrong_destination' ? `${elsewhere}/acs` : request.acsUrl,
    inResponseTo: answered(request, misbehave),
    status,
  }
}

const issuerOf = (persona: SamlPersona, misbehave: string | null) =>
  misbehave === 'wrong_issuer' ? `${elsewhere}/idp` : persona.entityId

const answered = ({ inResponseTo }: SamlRequest, misbehave: string | null) =>
  misbehave === 'wrong_in_response_to' ? `_${'0'.repeat(40)}` : inResponseTo

function assertionFacts({ persona, request, person, misbehave, now }: Issuance): AssertionFacts {
  const { before, after: validity, confirmation } = persona.minutes
  // A day off is off by any skew that anybody allows.
  const shift = misbehave === 'expired' ? -1_440 : misbehave === 'not_yet_valid' ? 1_440 : 0
  const id = persona.newId()
  const nameId = persona.nameId(person, request.nameIdFormat)
  return {
    id,
    // Okta gives its sessions names of their own; the others take the assertion's.
    sessionIndex: persona.persona === 'okta' ? persona.newId() : id,
    person,
    nameId: misbehave === 'no_email' ? withoutEmail(nameId, person) : nameId,
    attributes:
      misbehave === 'no_email'
        ? withoutEmails(persona.attributes(person), person)
        : persona.attributes(person),
    issuer: issuerOf(persona, misbehave),
    issueInstant: now,
    notBefore: after(now, shift - before),
    notOnOrAfter: after(now, shift + validity),
    confirmUntil: after(now, misbehave === 'not_yet_valid' ? confirmation : shift + confirmation),
    recipient: misbehave === 'wrong_recipient' ? `${elsewhere}/acs` : request.acsUrl,
    audience: misbehave === 'wrong_audience' ? `${elsewhere}/sp` : request.audience,
    inResponseTo: answered(request, misbehave),
  }
}

const userNameOf = ({ email }: Person) => email.split('@', 1)[0] ?? ''

const withoutEmail = ({ value, format }: { value: string; format: string }, person: Person) => ({
  value: value === person.email ? userNameOf(person) : value,
  format,
})

const withoutEmails = (attributes: Record<string, readonly string[]>, { email }: Person) =>
  Object.fromEntries(Object.entries(attributes).filter(([, values]) => !values.includes(email)))

/** The assertion as it goes into the response: signed, and encrypted where that was chosen. */
function finished(assertion: string, id: string, issuance: Issuance): string {
  const { misbehave, encryptionCertificate } = issuance
  const plain = misbehave === 'encrypted_unsigned' ? assertion : sign(assertion, id, issuance)
  if (misbehave !== 'encrypted' && misbehave !== 'encrypted_unsigned') return plain
  if (encryptionCertificate === null) throw new TypeError('Encryption takes a certificate.')
  return encryptAssertion(plain, encryptionCertificate)
}

function sign(xml: string, elementId: string, issuance: Issuance): string {
  const { persona, misbehave, key, otherKey } = issuance
  if (misbehave === 'unsigned' || misbehave === 'encrypted_unsigned') return xml
  const { privateKey, certificatePem } = misbehave === 'wrong_key' ? otherKey : key
  return signXml(xml, {
    elementId,
    privateKey,
    certificatePem,
    inclusivePrefixes: persona.inclusivePrefixes,
    ...(misbehave === 'sha1' && sha1),
  })
}

const sha1: Pick<SignOptions, 'signatureAlgorithm' | 'digestAlgorithm'> = {
  signatureAlgorithm: 'rsa-sha1',
  digestAlgorithm: 'sha1',
}

const intruder: Person = {
  email: 'intruder@acme.example',
  givenName: 'Ina',
  familyName: 'Intruder',
  groups: ['admins'],
}

/** An assertion that nobody signed, about somebody else. */
function secondAssertion({ persona, request }: Issuance, first: AssertionFacts): string {
  return writeAssertion(persona, {
    ...first,
    id: persona.newId(),
    person: intruder,
    nameId: persona.nameId(intruder, request.nameIdFormat),
    attributes: persona.attributes(intruder),
  })
}

/** Puts somebody else into what was signed, wherever the name of the person stands. */
function tampered(xml: string, { person, nameId }: AssertionFacts): string {
  const content = (text: string) => element('x', {}, text).toString().slice(2, -4)
  return [nameId.value, person.email].reduce(
    (changed, value) => changed.replaceAll(`${content(value)}<`, `>${intruder.email}<`),
    xml,
  )
}
