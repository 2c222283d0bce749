// Writes the responses of SAML identity providers, each in its own hand (SAML Core 2.0; Profiles 2.0, 4.1.4).
import { namespaces } from '../../../protocols/saml/names.ts'
import { element, Markup } from '../../../protocols/saml/write.ts'
import type { Person } from '../people.ts'
import type { SamlPersona } from './personas.ts'

/** What an assertion says. Each member can be wrong by itself. */
export type AssertionFacts = {
  id: string
  sessionIndex: string
  person: Person
  nameId: { value: string; format: string }
  attributes: Record<string, readonly string[]>
  issuer: string
  issueInstant: Date
  notBefore: Date
  notOnOrAfter: Date
  confirmUntil: Date
  recipient: string
  audience: string
  inResponseTo: string | null
}

/** What the response around it says. */
export type ResponseFacts = {
  id: string
  issuer: string
  issueInstant: Date
  destination: string
  inResponseTo: string | null
  /** From the outermost code to the innermost; Success alone where there is an assertion. */
  status: readonly string[]
  statusMessage?: string
}

const schema = 'http://www.w3.org/2001/XMLSchema'
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** How this provider names an element of one of the two namespaces. */
const qualified = (prefix: string, name: string) => (prefix ? `${prefix}:${name}` : name)
const declared = (prefix: string, namespace: string) => ({
  [prefix ? `xmlns:${prefix}` : 'xmlns']: namespace,
})

export function writeAssertion(persona: SamlPersona, facts: AssertionFacts): string {
  const prefix = persona.prefixes.assertion
  const name = (local: string) => qualified(prefix, local)
  const attributes = attributeStatement(persona, name, facts)
  const authn = authnStatement(persona, name, facts)
  return element(
    name('Assertion'),
    {
      ...declared(prefix, namespaces.assertion),
      // Okta declares here what its values need, and lists it for canonicalization.
      ...(persona.inclusivePrefixes.includes('xs') && { 'xmlns:xs': schema }),
      ID: facts.id,
      IssueInstant: facts.issueInstant.toISOString(),
      Version: '2.0',
    },
    element(name('Issuer'), { Format: persona.issuerFormat }, facts.issuer),
    subject(name, facts),
    conditions(name, facts),
    persona.authnFirst ? [authn, attributes] : [attributes, authn],
  ).toString()
}

type Name = (local: string) => string

function subject(name: Name, { nameId, inResponseTo, recipient, confirmUntil }: AssertionFacts): Markup {
  const data = element(name('SubjectConfirmationData'), {
    InResponseTo: inResponseTo,
    NotOnOrAfter: confirmUntil.toISOString(),
    Recipient: recipient,
  })
  return element(
    name('Subject'),
    {},
    element(name('NameID'), { Format: nameId.format }, nameId.value),
    element(name('SubjectConfirmation'), { Method: bearer }, data),
  )
}

function conditions(name: Name, { notBefore, notOnOrAfter, audience }: AssertionFacts): Markup {
  return element(
    name('Conditions'),
    { NotBefore: notBefore.toISOString(), NotOnOrAfter: notOnOrAfter.toISOString() },
    element(name('AudienceRestriction'), {}, element(name('Audience'), {}, audience)),
  )
}

function attributeStatement(persona: SamlPersona, name: Name, { attributes }: AssertionFacts): Markup | null {
  const written = Object.entries(attributes)
    .filter(([, values]) => values.length > 0)
    .map(([attribute, values]) =>
      element(
        name('Attribute'),
        { Name: attribute, NameFormat: persona.attributeNameFormat },
        values.map((value) => element(name('AttributeValue'), typeOf(persona), value)),
      ),
    )
  return written.length === 0 ? null : element(name('AttributeStatement'), {}, written)
}

function typeOf({ valueType, inclusivePrefixes }: SamlPersona) {
  if (valueType === null) return {}
  return {
    ...(!inclusivePrefixes.includes('xs') && { 'xmlns:xs': schema }),
    'xmlns:xsi': namespaces.schemaInstance,
    'xsi:type': valueType,
  }
}

function authnStatement({ authnContext }: SamlPersona, name: Name, facts: AssertionFacts): Markup {
  return element(
    name('AuthnStatement'),
    { AuthnInstant: facts.issueInstant.toISOString(), SessionIndex: facts.sessionIndex },
    element(name('AuthnContext'), {}, element(name('AuthnContextClassRef'), {}, authnContext)),
  )
}

/** @param assertions as they were written, and signed or encrypted since */
export function writeResponse(
  persona: SamlPersona,
  facts: ResponseFacts,
  assertions: readonly string[],
): string {
  const { protocol, assertion } = persona.prefixes
  return element(
    qualified(protocol, 'Response'),
    {
      ...declared(protocol, namespaces.protocol),
      ID: facts.id,
      Version: '2.0',
      IssueInstant: facts.issueInstant.toISOString(),
      Destination: facts.destination,
      Consent: persona.consent,
      InResponseTo: facts.inResponseTo,
    },
    element(
      qualified(assertion, 'Issuer'),
      { ...declared(assertion, namespaces.assertion), Format: persona.issuerFormat },
      facts.issuer,
    ),
    status(protocol, facts),
    // Written by `writeAssertion`, or made of that.
    assertions.map((xml) => new Markup(xml)),
  ).toString()
}

function status(prefix: string, { status, statusMessage }: ResponseFacts): Markup {
  const name = (local: string) => qualified(prefix, local)
  const code = status.reduceRight<Markup | null>(
    (inner, value) => element(name('StatusCode'), { Value: value }, inner),
    null,
  )
  return element(
    name('Status'),
    {},
    code,
    statusMessage !== undefined && element(name('StatusMessage'), {}, statusMessage),
  )
}
