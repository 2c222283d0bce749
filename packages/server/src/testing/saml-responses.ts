import { randomBytes } from 'node:crypto'
import { element, type Markup, root } from '../protocols/saml/write.ts'

/** Minutes from the instant of the response, or nothing to leave the attribute out. */
type Minutes = number | null

/** What a response of the test's identity provider says. Every member may be wrong: that is what it is for. */
export type ResponseContent = {
  /** Where it goes, which is also what it calls its recipient and destination. */
  acsUrl: string
  audience: string | null
  inResponseTo?: string | null | undefined
  issuer: string
  now: Date
  nameId?: string | null
  nameIdFormat?: string | null
  sessionIndex?: string | null
  attributes?: Readonly<Record<string, string | readonly string[]>>
  /** Names beside the names: of the attribute called so. */
  friendlyNames?: Readonly<Record<string, string>>
  assertionId?: string
  recipient?: string
  destination?: string | null
  /** Of the conditions. */
  notBefore?: Minutes
  notOnOrAfter?: Minutes
  /** Of the confirmation of the subject. */
  confirmedUntil?: Minutes
  /** What it answers instead of an assertion: the codes from the outermost to the innermost. */
  status?: readonly string[]
  statusMessage?: string
}

const emailAddress = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

export const newResponseId = () => `_${randomBytes(20).toString('hex')}`

/** The assertion by itself, unsigned. */
export function writeAssertion(content: ResponseContent): string {
  const { now, issuer } = content
  return root(
    'saml:Assertion',
    ['saml'],
    { ID: content.assertionId ?? newResponseId(), Version: '2.0', IssueInstant: now.toISOString() },
    element('saml:Issuer', {}, issuer),
    subject(content),
    conditions(content),
    authnStatement(content),
    attributeStatement(content),
  )
}

/** A response around an assertion as it stands: one that is signed stays so. */
export function writeResponse(content: ResponseContent, id: string, assertion: string | null): string {
  const { now, issuer, acsUrl, destination = acsUrl, inResponseTo } = content
  const response = root(
    'samlp:Response',
    ['samlp', 'saml'],
    {
      ID: id,
      Version: '2.0',
      IssueInstant: now.toISOString(),
      Destination: destination,
      InResponseTo: inResponseTo,
    },
    element('saml:Issuer', {}, issuer),
    status(content),
  )
  return response.replace('</samlp:Response>', `${assertion ?? ''}</samlp:Response>`)
}

function status({ status: codes = [success], statusMessage }: ResponseContent): Markup {
  const nested = codes.reduceRight<Markup | null>(
    (inner, code) => element('samlp:StatusCode', { Value: code }, inner),
    null,
  )
  return element(
    'samlp:Status',
    {},
    nested,
    statusMessage !== undefined && element('samlp:StatusMessage', {}, statusMessage),
  )
}

function subject(content: ResponseContent): Markup {
  const { nameId = 'ada@acme.example', nameIdFormat = emailAddress, acsUrl, recipient = acsUrl } = content
  return element(
    'saml:Subject',
    {},
    nameId !== null && element('saml:NameID', { Format: nameIdFormat }, nameId),
    element(
      'saml:SubjectConfirmation',
      { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' },
      element('saml:SubjectConfirmationData', {
        InResponseTo: content.inResponseTo,
        NotOnOrAfter: instant(content, content.confirmedUntil, 5),
        Recipient: recipient,
      }),
    ),
  )
}

function conditions(content: ResponseContent): Markup {
  return element(
    'saml:Conditions',
    {
      NotBefore: instant(content, content.notBefore, -5),
      NotOnOrAfter: instant(content, content.notOnOrAfter, 5),
    },
    content.audience !== null &&
      element('saml:AudienceRestriction', {}, element('saml:Audience', {}, content.audience)),
  )
}

function instant({ now }: ResponseContent, given: Minutes | undefined, usual: number): string | null {
  const minutes = given === undefined ? usual : given
  return minutes === null ? null : new Date(now.getTime() + minutes * 60_000).toISOString()
}

function authnStatement({ now, sessionIndex = '_session-1' }: ResponseContent): Markup {
  const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'
  return element(
    'saml:AuthnStatement',
    { AuthnInstant: now.toISOString(), SessionIndex: sessionIndex },
    element('saml:AuthnContext', {}, element('saml:AuthnContextClassRef', {}, password)),
  )
}

function attributeStatement({ attributes = {}, friendlyNames = {} }: ResponseContent): Markup | null {
  const entries = Object.entries(attributes)
  if (entries.length === 0) return null
  const written = entries.map(([name, value]) =>
    element(
      'saml:Attribute',
      { Name: name, FriendlyName: friendlyNames[name] },
      [value].flat().map((text) => element('saml:AttributeValue', {}, text as string)),
    ),
  )
  return element('saml:AttributeStatement', {}, written)
}
