import { domainToASCII, domainToUnicode } from 'node:url'
import {
  type AttributeSources,
  type ConnectionType,
  providerOf,
  type StandardMember,
  standardMembers,
} from './providers.ts'
import type { AttributeMap, SignInConnection } from './sign-in-connection.ts'

/** What was chosen of an attribute map. The rest is as the type has it. */
export type ChosenAttributeMap = {
  standard?: Partial<AttributeMap['standard']>
  custom?: Record<string, string>
}

/** The whole map: what was chosen, over what the type has. */
export function attributeMapOf(type: ConnectionType, chosen: ChosenAttributeMap): AttributeMap {
  const { sources } = providerOf(type)
  const standard = Object.fromEntries(
    standardMembers.map((member) => [member, chosen.standard?.[member] ?? sources[member][0] ?? null]),
  ) as AttributeMap['standard']
  return { standard: { ...standard, ...unmapped(chosen) }, custom: chosen.custom ?? {} }
}

/** Null is a choice of its own: this member is not to be filled. */
function unmapped({ standard = {} }: ChosenAttributeMap): Partial<AttributeMap['standard']> {
  return Object.fromEntries(Object.entries(standard).filter(([, source]) => source === null))
}

/** The source that stands for who the assertion, ID token or account is about, whatever the attributes say. */
const subjectSources = { saml: 'NameID', oidc: 'sub', oauth: 'id' } as const

/** The attributes to look for a member in, in this order. None: the member is not mapped. */
export function attributeSources(
  { type, attributeMap }: Pick<SignInConnection, 'type' | 'attributeMap'>,
  member: StandardMember,
): readonly string[] {
  const mapped = attributeMap.standard[member]
  if (mapped === null) return []
  const known: AttributeSources[StandardMember] = providerOf(type).sources[member]
  // Who names a source means that one, and none that the product might use in its place.
  return mapped === known[0] ? known : [mapped]
}

/** What an identity provider says of somebody, in the places where a profile has it. */
export type MappedAttributes = {
  idpId: string
  email: string
  firstName: string | null
  lastName: string | null
  name: string | null
  /** Null where the connection maps no groups. */
  groups: string[] | null
  customAttributes: Record<string, unknown>
}

/** Why no profile can be made of the attributes, in a sentence for the administrator of the connection. */
export type MappingProblem = {
  code:
    | 'idp_id_missing'
    | 'idp_id_transient'
    | 'email_missing'
    | 'email_invalid'
    | 'attribute_too_long'
    | 'attribute_invalid'
  message: string
}

type Mapped = Pick<SignInConnection, 'type' | 'attributeMap'>
type Received = {
  subject: string
  /** Whether the subject is called so in one session alone: a transient NameID (SAML Core 2.0, 8.3.8). */
  subjectIsTransient?: boolean
  attributes: Readonly<Record<string, unknown>>
}

/** Makes a profile of what the identity provider sent, or says why that cannot be. */
export function mapAttributes(
  connection: Mapped,
  { subject, subjectIsTransient = false, attributes }: Received,
): MappedAttributes | { problem: MappingProblem } {
  const { protocol } = providerOf(connection.type)
  const received = {
    subject,
    subjectIsTransient,
    attributes: { ...attributes, [subjectSources[protocol]]: subject },
  }
  try {
    return {
      idpId: requireIdpId(connection, received),
      email: requireEmail(connection, received),
      firstName: textOf(connection, 'first_name', received),
      lastName: textOf(connection, 'last_name', received),
      name: textOf(connection, 'name', received),
      groups: groupsOf(connection, received),
      customAttributes: customAttributesOf(connection, received),
    }
  } catch (error) {
    if (error instanceof Unmappable) return { problem: error.problem }
    throw error
  }
}

class Unmappable extends Error {
  readonly problem: MappingProblem
  constructor(code: MappingProblem['code'], message: string) {
    super(message)
    this.problem = { code, message }
  }
}

const maxTextLength = 1024
/** RFC 5321, 4.5.3.1.3: a path of 256 characters, less its brackets. */
const maxEmailLength = 254
const maxGroups = 5000
const maxCustomJsonLength = 16_384

function requireIdpId(connection: Mapped, received: Received): string {
  // What has no identifier of its own is who the identity provider says it is.
  const exact = exactText(connection)
  const values = attributeSources(connection, 'idp_id').map((source) => ({
    what: quoted(source),
    value: valuesOf(source, received)[0],
    isSubject: source === subjectSources[providerOf(connection.type).protocol],
  }))
  const subject = { what: 'the subject', value: received.subject, isSubject: true }
  for (const { what, value, isSubject } of [...values, subject]) {
    // Two that JSON does not tell apart would be one person.
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw inexact(what)
    const idpId = exact(what, value)
    if (idpId === null) continue
    // It would make one person many.
    if (isSubject && received.subjectIsTransient) throw transient()
    return idpId
  }
  throw new Unmappable(
    'idp_id_missing',
    'The identity provider says of nobody that this is about them: NameID (or sub) is empty.',
  )
}

const transient = () =>
  new Unmappable(
    'idp_id_transient',
    'The NameID has the format transient: it is another one at every sign-in, and says of nobody who they are. Have the identity provider send a persistent NameID, or map an attribute that stays the same to idp_id.',
  )

// An address as mail goes to: one @, no blanks, nothing that a page or a header would take for markup.
const emailForm =
  /^[^\s@<>"(),:;[\]\\\p{C}]{1,64}@([\p{L}\p{M}\p{N}_-]{1,63}(?:\.[\p{L}\p{M}\p{N}_-]{1,63}){0,126})$/u

/**
 * Whether it is an address. Its domain has to be spelled as it is: two readers of `acme.example#.evil.example`, or of one
 * in letters that a browser takes for others, do not agree whose it is (RFC 5891, 5.4).
 */
function isEmail(text: string): boolean {
  const domain =
    text.length <= maxEmailLength ? emailForm.exec(text)?.[1]?.toLowerCase().normalize() : undefined
  if (domain === undefined) return false
  const ascii = domainToASCII(domain)
  return ascii !== '' && (ascii === domain || domainToUnicode(ascii) === domain)
}

function requireEmail(connection: Mapped, received: Received): string {
  const sources = attributeSources(connection, 'email')
  const found = sources.flatMap((source) => firstText(source, received) ?? [])
  const [first] = found
  if (first === undefined) {
    throw new Unmappable(
      'email_missing',
      `No e-mail address came: looked for ${list(sources)}; received were ${list(Object.keys(received.attributes))}. Send one under one of these names, or map the name that is used.`,
    )
  }
  // NameID may stand last: it is an address with some identity providers, and something else with others.
  const email = found.find(isEmail)
  if (email !== undefined) return email
  throw new Unmappable(
    'email_invalid',
    `What came as e-mail address is none: ${quoted(first)}. Send the address under ${list(sources)}, or map the name that it has.`,
  )
}

function textOf(connection: Mapped, member: StandardMember, received: Received): string | null {
  for (const source of attributeSources(connection, member)) {
    const text = firstText(source, received)
    if (text !== null) return text
  }
  return null
}

/** The first value of an attribute, as text. Null where there is none, or none but blanks. */
function firstText(source: string, received: Received): string | null {
  const [first] = valuesOf(source, received)
  return first === undefined ? null : cleanText(quoted(source), first)
}

function valuesOf(source: string, { attributes }: Received): readonly unknown[] {
  // Who sends the attributes chooses their names: `constructor` is a name like any other.
  const value = Object.hasOwn(attributes, source) ? attributes[source] : undefined
  return Array.isArray(value) ? value : [value]
}

/**
 * Reads what people and groups are told apart by: to the letter. Only what a printer of XML puts around a value goes; the
 * rest somebody may have chosen to look like somebody else.
 */
const exactText = ({ type }: Mapped) =>
  providerOf(type).protocol === 'saml'
    ? (what: string, value: unknown) => cleanText(what, value, withoutXmlSpace)
    : (what: string, value: unknown) => cleanText(what, value, String)

// Not by an expression: on a long row of blanks that takes quadratic time.
function withoutXmlSpace(text: string): string {
  const isSpace = (index: number) => ' \t\r\n'.includes(text.charAt(index))
  let [start, end] = [0, text.length]
  while (start < end && isSpace(start)) start++
  while (end > start && isSpace(end - 1)) end--
  return text.slice(start, end)
}

function cleanText(what: string, value: unknown, clean = (text: string) => text.trim()): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = clean(String(value))
  if (text.trim() === '') return null
  if (text.length > maxTextLength) throw tooLong(what, `${maxTextLength} characters`)
  // PostgreSQL stores neither NUL nor half a character.
  if (text.includes('\0') || !text.isWellFormed()) throw invalidText(what)
  return text
}

const invalidText = (what: string) =>
  new Unmappable('attribute_invalid', `The value of ${what} holds a character that is none.`)

const inexact = (what: string) =>
  new Unmappable(
    'attribute_invalid',
    `The value of ${what} is a number that cannot be told from its neighbours. Send it as text.`,
  )

function groupsOf(connection: Mapped, received: Received): string[] | null {
  const sources = attributeSources(connection, 'groups')
  if (sources.length === 0) return null
  const source = sources.find((name) => Object.hasOwn(received.attributes, name))
  if (source === undefined) return []
  const exact = exactText(connection)
  const groups = valuesOf(source, received).flatMap((value) => exact(quoted(source), value) ?? [])
  if (groups.length > maxGroups) throw tooLong(quoted(source), `${maxGroups} groups`)
  return [...new Set(groups)]
}

function customAttributesOf({ attributeMap }: Mapped, received: Received): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributeMap.custom).map(([name, source]) => [name, customValue(source, received)]),
  )
}

/** As it came: texts, lists of them, and the objects of claims. Lists of one are that one. */
function customValue(source: string, received: Received): unknown {
  const values = valuesOf(source, received)
  const value = (values.length === 1 ? values[0] : values) ?? null
  const json = JSON.stringify(value)
  if (json.length > maxCustomJsonLength) throw tooLong(quoted(source), `${maxCustomJsonLength} characters`)
  if (unstorableEscape.test(json)) throw invalidText(quoted(source))
  return value
}

/** NUL, or half a character, as JSON spells them: behind an even number of backslashes. */
const unstorableEscape = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

const tooLong = (what: string, limit: string) =>
  new Unmappable('attribute_too_long', `The value of ${what} is longer than ${limit}.`)

const quoted = (text: string) => JSON.stringify(text.length > 200 ? `${text.slice(0, 199)}…` : text)
const list = (names: readonly string[]) => names.slice(0, 30).map(quoted).join(', ') || 'nothing'
