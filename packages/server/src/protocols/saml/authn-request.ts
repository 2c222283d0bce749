import { attributeOf, is, optionalChild, requireAttribute, requireChild, trimmedTextOf } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { requireInstant } from './instants.ts'
import { namespaces } from './names.ts'
import { bindings, nameIdFormats } from './protocol-names.ts'
import { booleanOf } from './values.ts'
import { element, isXmlText, type Markup, requireXmlId, root } from './write.ts'
import { parseXml, type XmlElement } from './xml.ts'

export interface AuthnRequestInput {
  /** From `newMessageId`. The answer names it, and it is good for one answer. */
  id: string
  issueInstant: Date
  /** The identity provider's address that the request goes to. */
  destination: string
  /** Where the answer goes, by HTTP-POST. */
  acsUrl: string
  issuer: string
  /** Whether people prove who they are anew, whatever session they have. */
  forceAuthn?: boolean | undefined
  nameIdFormat?: string | null | undefined
  /** Who is expected to sign in. A hint that XML or a NameID cannot hold is left out. */
  loginHint?: string | null | undefined
  requestedAuthnContext?: RequestedAuthnContext | null | undefined
}

/** How people are to prove who they are (SAML Core 2.0, 3.3.2.2.1). */
export interface RequestedAuthnContext {
  classRefs: readonly string[]
  comparison?: 'exact' | 'minimum' | 'maximum' | 'better'
}

/** An identifier for a message: an `xs:ID`, so that it begins with no digit. @param random 20 random bytes */
export function newMessageId(random: Uint8Array): string {
  // SAML Core 2.0, 1.3.4 asks for 128 bits at least.
  if (random.length < 16) throw new TypeError('A message ID takes 16 random bytes or more.')
  return `_${Buffer.from(random).toString('hex')}`
}

/** Asks an identity provider to sign somebody in (SAML Core 2.0, 3.4.1). Unsigned: the binding or `signXml` signs it. */
export function buildAuthnRequest(input: AuthnRequestInput): string {
  return root(
    'samlp:AuthnRequest',
    ['samlp', 'saml'],
    {
      ID: requireXmlId(input.id),
      Version: '2.0',
      IssueInstant: input.issueInstant.toISOString(),
      Destination: input.destination,
      // Absent means false, and some identity providers stumble over `false` written out.
      ForceAuthn: input.forceAuthn || null,
      ProtocolBinding: bindings.post,
      AssertionConsumerServiceURL: input.acsUrl,
    },
    element('saml:Issuer', {}, input.issuer),
    subject(input.loginHint),
    element('samlp:NameIDPolicy', { Format: input.nameIdFormat, AllowCreate: true }),
    authnContext(input.requestedAuthnContext),
  )
}

function subject(loginHint: string | null | undefined): Markup | null {
  // SAML Core 2.0, 8.3: 256 characters are the most that identifiers may have.
  if (!loginHint || loginHint.length > 256 || !isXmlText(loginHint)) return null
  const Format = loginHint.includes('@') ? nameIdFormats.emailAddress : nameIdFormats.unspecified
  return element('saml:Subject', {}, element('saml:NameID', { Format }, loginHint))
}

function authnContext(requested: RequestedAuthnContext | null | undefined): Markup | null {
  if (!requested || requested.classRefs.length === 0) return null
  const references = requested.classRefs.map((name) => element('saml:AuthnContextClassRef', {}, name))
  return element('samlp:RequestedAuthnContext', { Comparison: requested.comparison ?? 'exact' }, references)
}

/** What a service provider asks for. */
export interface AuthnRequest {
  id: string
  issuer: string
  acsUrl: string | null
  destination: string | null
  forceAuthn: boolean
  isPassive: boolean
  nameIdFormat: string | null
  /** Who is expected to sign in. */
  subject: string | null
  issueInstant: Date
}

/**
 * Reads a request as an identity provider does. It says nothing about who wrote it: where that matters, its signature is
 * verified before, and the answer goes to an address that the identity provider knows beforehand, never to any `acsUrl`.
 *
 * @throws {SamlError} for what is no AuthnRequest of SAML 2.0
 */
export function readAuthnRequest(xml: string | Uint8Array): AuthnRequest {
  const request = parseXml(xml)
  requireAuthnRequest(request)
  const policy = optionalChild(request, namespaces.protocol, 'NameIDPolicy')
  return {
    id: requireAttribute(request, 'ID'),
    issuer: trimmedTextOf(requireChild(request, namespaces.assertion, 'Issuer')),
    acsUrl: attributeOf(request, 'AssertionConsumerServiceURL') ?? null,
    destination: attributeOf(request, 'Destination') ?? null,
    forceAuthn: booleanOf(request, 'ForceAuthn'),
    isPassive: booleanOf(request, 'IsPassive'),
    nameIdFormat: (policy && attributeOf(policy, 'Format')) ?? null,
    subject: subjectOf(request),
    issueInstant: requireInstant(request, 'IssueInstant'),
  }
}

function requireAuthnRequest(request: XmlElement): void {
  if (!is(request, namespaces.protocol, 'AuthnRequest')) {
    throw new SamlError('unexpected_root', `The message is <${request.name}>; expected is AuthnRequest.`)
  }
  const version = requireAttribute(request, 'Version')
  if (version === '2.0') return
  throw new SamlError(
    'version_unsupported',
    `The request is of SAML ${quoted(version)}; SAML 2.0 is read here.`,
  )
}

function subjectOf(request: XmlElement): string | null {
  const subject = optionalChild(request, namespaces.assertion, 'Subject')
  const nameId = subject && optionalChild(subject, namespaces.assertion, 'NameID')
  return nameId ? trimmedTextOf(nameId) : null
}
