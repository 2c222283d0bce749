import {
  attributeOf,
  childrenNamed,
  optionalChild,
  requireAttribute,
  requireOnlyAttributes,
  requireOnlyChildren,
  textOf,
} from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { instantOf, requireInstant, requireValidity, type Timing } from './instants.ts'
import { namespaces } from './names.ts'
import type { SignedElement } from './signature.ts'
import type { XmlElement } from './xml.ts'

export type NameId = {
  readonly value: string
  readonly format: string | null
  readonly nameQualifier: string | null
  readonly spNameQualifier: string | null
}

/** Whom an assertion is about, and how it is shown that its bearer may use it here. */
export type Subject = {
  readonly nameId: NameId | null
  readonly inResponseTo: string | null
  /** The latest NotOnOrAfter of any confirmation, also of one that does not hold now. */
  readonly confirmableUntil: Date
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const longestNameId = 1024

/**
 * Reads the subject and requires one bearer confirmation that holds here and now (SAML Profiles 4.1.4.2, 4.1.4.3).
 *
 * @throws {SamlError} of the first confirmation, when none holds
 */
export function readSubject(subject: SignedElement, acsUrl: string, timing: Timing): Subject {
  requireOnlyChildren(subject, namespaces.assertion, ['NameID', 'SubjectConfirmation'])
  requireOnlyAttributes(subject, [])
  const nameId = optionalChild(subject, namespaces.assertion, 'NameID')
  const bearers = bearerConfirmations(subject)
  return {
    nameId: nameId ? readNameId(nameId) : null,
    inResponseTo: requireConfirmation(bearers, acsUrl, timing),
    confirmableUntil: latest(bearers.map((data) => requireInstant(data, 'NotOnOrAfter'))),
  }
}

/** @throws {SamlError} `name_id_invalid` for one that is empty, too long, or has line breaks in it */
export function readNameId(element: XmlElement): NameId {
  requireOnlyAttributes(element, ['Format', 'NameQualifier', 'SPNameQualifier', 'SPProvidedID'])
  const value = textOf(element)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no name of anybody holds them
  if (value.trim() === '' || value.length > longestNameId || /[\u0000-\u001f\u007f]/.test(value)) {
    throw new SamlError(
      'name_id_invalid',
      `The NameID is ${quoted(value)}. It has to be one line of 1 to ${longestNameId} characters.`,
      { length: value.length },
    )
  }
  return {
    value,
    format: attributeOf(element, 'Format') ?? null,
    nameQualifier: attributeOf(element, 'NameQualifier') ?? null,
    spNameQualifier: attributeOf(element, 'SPNameQualifier') ?? null,
  }
}

function bearerConfirmations(subject: SignedElement): SignedElement[] {
  const confirmations = childrenNamed(subject, namespaces.assertion, 'SubjectConfirmation').filter(
    (confirmation) => requireAttribute(confirmation, 'Method') === bearer,
  )
  return confirmations.map(confirmationData)
}

function confirmationData(confirmation: SignedElement): SignedElement {
  requireOnlyChildren(confirmation, namespaces.assertion, ['SubjectConfirmationData'])
  const data = optionalChild(confirmation, namespaces.assertion, 'SubjectConfirmationData')
  if (!data) throw unconfirmed('has no SubjectConfirmationData')
  textOf(data)
  return data
}

/** @returns the InResponseTo of the first confirmation that holds */
function requireConfirmation(bearers: SignedElement[], acsUrl: string, timing: Timing): string | null {
  let first: unknown
  for (const data of bearers) {
    try {
      requireHolds(data, acsUrl, timing)
      return attributeOf(data, 'InResponseTo') ?? null
    } catch (error) {
      first ??= error
    }
  }
  throw first ?? unconfirmed('has no bearer confirmation')
}

function requireHolds(data: SignedElement, acsUrl: string, timing: Timing): void {
  const recipient = requireAttribute(data, 'Recipient')
  if (recipient !== acsUrl) {
    throw new SamlError(
      'recipient_mismatch',
      `The assertion is for the Recipient ${quoted(recipient)}; the ACS URL of the connection is ${quoted(acsUrl)}.`,
      { received: recipient.slice(0, 500), expected: acsUrl },
    )
  }
  requireInstant(data, 'NotOnOrAfter')
  instantOf(data, 'NotBefore')
  requireValidity(data, timing)
}

function latest(instants: Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())))
}

function unconfirmed(what: string): SamlError {
  return new SamlError(
    'subject_confirmation_missing',
    `The Subject of the assertion ${what}; web browser sign-in needs one of the method ${bearer}.`,
  )
}
