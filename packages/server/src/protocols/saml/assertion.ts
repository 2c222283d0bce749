import { type AssertionAttribute, readAttributes } from './attributes.ts'
import {
  attributeOf,
  childrenNamed,
  is,
  requireAttribute,
  requireChild,
  requireOnlyAttributes,
  requireOnlyChildren,
  trimmedTextOf,
  unexpectedElement,
} from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { instantOf, requireInstant, requireValidity, type Timing } from './instants.ts'
import { namespaces } from './names.ts'
import type { SignedElement } from './signature.ts'
import { type NameId, readSubject } from './subject.ts'
import type { XmlElement } from './xml.ts'

/** What a connection expects of an assertion. */
export type Expected = {
  /** The entity ID of the identity provider. */
  issuer: string
  /** Where responses are posted to: the Recipient, and the Destination of the Response. */
  acsUrl: string
  /** The entity ID of the service provider. */
  audience: string
}

export type Assertion = {
  readonly id: string
  readonly issuer: string
  readonly inResponseTo: string | null
  readonly nameId: NameId | null
  readonly sessionIndex: string | null
  readonly authnInstant: Date | null
  readonly sessionNotOnOrAfter: Date | null
  /** Until when this assertion would be accepted again: so long its `id` has to be remembered. */
  readonly replayableUntil: Date
  readonly attributes: readonly AssertionAttribute[]
}

const parts = ['Issuer', 'Subject', 'Conditions', 'AuthnStatement', 'AttributeStatement']

/**
 * Reads an assertion and requires that it is from this identity provider, for this service provider, now.
 *
 * Whether it answers a request, and whether it was used before, is the caller's to find out: that takes a store.
 *
 * @see SAML Core 2.0, 2.3.3; SAML Profiles 2.0, 4.1.4.3
 * @throws {SamlError} whose `code` names the first check that failed
 */
export function readAssertion(assertion: SignedElement, expected: Expected, timing: Timing): Assertion {
  requireOnlyChildren(assertion, namespaces.assertion, parts)
  requireOnlyAttributes(assertion, ['ID', 'Version', 'IssueInstant'])
  requireVersion(assertion)
  requireInstant(assertion, 'IssueInstant')
  requireIssuer(requireChild(assertion, namespaces.assertion, 'Issuer'), expected.issuer)
  requireConditions(requireChild(assertion, namespaces.assertion, 'Conditions'), expected.audience, timing)
  const subject = readSubject(
    requireChild(assertion, namespaces.assertion, 'Subject'),
    expected.acsUrl,
    timing,
  )
  return {
    id: requireId(assertion),
    issuer: expected.issuer,
    inResponseTo: subject.inResponseTo,
    nameId: subject.nameId,
    ...readSession(requireChild(assertion, namespaces.assertion, 'AuthnStatement'), timing),
    replayableUntil: new Date(subject.confirmableUntil.getTime() + timing.skewMs),
    attributes: readAttributes(childrenNamed(assertion, namespaces.assertion, 'AttributeStatement')),
  }
}

/** @throws {SamlError} `version_unsupported` */
export function requireVersion(message: XmlElement): void {
  const version = attributeOf(message, 'Version') ?? ''
  if (version !== '2.0') {
    throw new SamlError(
      'version_unsupported',
      `<${message.name}> is of the SAML version ${quoted(version)}; accepted is 2.0.`,
      { received: version.slice(0, 50) },
    )
  }
}

/** The ID of a message. @throws {SamlError} `value_invalid` for what no xs:ID is */
export function requireId(message: XmlElement): string {
  const id = requireAttribute(message, 'ID')
  if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,255}$/.test(id)) {
    throw new SamlError(
      'value_invalid',
      `<${message.name}> has the ID ${quoted(id)}, which is not an xs:ID.`,
      {
        attribute: 'ID',
      },
    )
  }
  return id
}

/** @throws {SamlError} `issuer_mismatch` */
export function requireIssuer(issuer: XmlElement, expected: string): void {
  const received = trimmedTextOf(issuer)
  if (received !== expected) {
    throw new SamlError(
      'issuer_mismatch',
      `The message is from ${quoted(received)}; the identity provider of the connection is ${quoted(expected)}.`,
      { received: received.slice(0, 500), expected },
    )
  }
}

// SAML Core, 2.5.1: who does not understand a condition must not use the assertion.
function requireConditions(conditions: SignedElement, audience: string, timing: Timing): void {
  requireOnlyAttributes(conditions, ['NotBefore', 'NotOnOrAfter'])
  for (const condition of conditions.children) {
    if (!isKnown(condition)) {
      throw new SamlError(
        'condition_unsupported',
        `The assertion has the condition ${quoted(condition.name)}.`,
        {
          condition: condition.localName,
        },
      )
    }
  }
  requireValidity(conditions, timing)
  requireAudience(childrenNamed(conditions, namespaces.assertion, 'AudienceRestriction'), audience)
}

function isKnown(condition: XmlElement): boolean {
  // Every assertion is used once here, so that OneTimeUse asks for nothing more.
  return (
    is(condition, namespaces.assertion, 'AudienceRestriction') ||
    is(condition, namespaces.assertion, 'OneTimeUse')
  )
}

// SAML Core, 2.5.1.4: in one restriction any audience will do, and every restriction must hold.
function requireAudience(restrictions: readonly XmlElement[], expected: string): void {
  if (restrictions.length === 0) {
    throw new SamlError(
      'audience_missing',
      `The assertion has no AudienceRestriction. Set the audience at the identity provider to ${quoted(expected)}.`,
      { expected },
    )
  }
  for (const restriction of restrictions) {
    requireOnlyChildren(restriction, namespaces.assertion, ['Audience'])
    const audiences = restriction.children.map(trimmedTextOf)
    if (!audiences.includes(expected)) throw notForUs(audiences, expected)
  }
}

function notForUs(audiences: readonly string[], expected: string): SamlError {
  const received = audiences.join(' ').slice(0, 500)
  return new SamlError(
    'audience_mismatch',
    `The assertion is for the audience ${quoted(received)}; the entity ID of the connection is ${quoted(expected)}.`,
    { received, expected },
  )
}

function readSession(statement: SignedElement, { now, skewMs }: Timing) {
  const context = statement.children.find(
    (child) =>
      !is(child, namespaces.assertion, 'AuthnContext') && !is(child, namespaces.assertion, 'SubjectLocality'),
  )
  if (context) throw unexpectedElement(context, statement)
  const sessionNotOnOrAfter = instantOf(statement, 'SessionNotOnOrAfter')
  if (sessionNotOnOrAfter && now.getTime() >= sessionNotOnOrAfter.getTime() + skewMs) {
    throw new SamlError('session_expired', `The session ended at ${sessionNotOnOrAfter.toISOString()}.`, {
      at: sessionNotOnOrAfter.toISOString(),
    })
  }
  return {
    sessionIndex: attributeOf(statement, 'SessionIndex') ?? null,
    authnInstant: requireInstant(statement, 'AuthnInstant'),
    sessionNotOnOrAfter,
  }
}
