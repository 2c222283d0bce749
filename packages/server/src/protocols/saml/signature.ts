import { createHash, timingSafeEqual } from 'node:crypto'
import { digestAlgorithms, Exceptions, type WeakAlgorithm } from './algorithms.ts'
import { decodeBase64 } from './base64.ts'
import { canonicalize } from './canonical.ts'
import type { IdpCertificate } from './certificates.ts'
import { attributeOf, childrenNamed, is, trimmedTextOf } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { namespaces } from './names.ts'
import { verifySignatureValue } from './signature-value.ts'
import { prefixesOf, readSignedInfo, type SignedInfo } from './signed-info.ts'
import { parseXml, type XmlElement } from './xml.ts'

export type { WeakAlgorithm } from './algorithms.ts'
export type { IdpCertificate } from './certificates.ts'

declare const signed: unique symbol

/**
 * An element of a tree that was parsed from the canonical bytes whose digest was signed. Only this module makes the
 * first of such a tree, and its children are signed with it: what asks for this type cannot be given anything else.
 */
export interface SignedElement extends XmlElement {
  readonly children: readonly SignedElement[]
  readonly [signed]: true
}

/** Who may have signed, and with what. */
export type SignatureTrust = {
  /** Of the connection. None: everything is refused with `no_key`. */
  certificates: readonly IdpCertificate[]
  /** Exceptions of the connection. Default: none. */
  weakAlgorithms?: ReadonlySet<WeakAlgorithm>
  now: Date
}

export type Verified = {
  /** What was signed, and nothing else of the message. */
  element: SignedElement
  /** The SHA-256 fingerprint of the certificate, in hexadecimal. */
  signedBy: string
  /** The exceptions that were used: to be logged. */
  weakAlgorithms: readonly WeakAlgorithm[]
}

/**
 * Verifies a message whose root is signed as a whole (a logout message, metadata) and returns what was signed.
 *
 * @throws {SamlError} also where there is no signature: `signature_missing`
 */
export function verifyEnveloped(
  xml: string | Uint8Array,
  options: SignatureTrust & { root: { namespace: string; localName: string } },
): Verified {
  const root = parseXml(xml)
  if (!is(root, options.root.namespace, options.root.localName)) {
    throw new SamlError(
      'unexpected_root',
      `The message is a <${root.name}> of ${quoted(root.namespace)}; expected is ${options.root.localName}.`,
      { element: root.localName },
    )
  }
  requireSignaturesOnlyIn(root, [root])
  return verifySignature(root, options)
}

/**
 * What was read from a child of a signed element, such as by decrypting it, is signed with it.
 *
 * @throws {TypeError} for a child of anything else
 */
export function signedWithin(parent: SignedElement, child: XmlElement, content: XmlElement): SignedElement {
  if (!parent.children.some((each) => each === child)) throw new TypeError('Not a child of what was signed.')
  return content as SignedElement
}

/** The signature of an element, which is its direct child. @throws {SamlError} `signature_misplaced` for a second one */
export function signatureOf(parent: XmlElement): XmlElement | undefined {
  const [first, second] = childrenNamed(parent, namespaces.signature, 'Signature')
  if (second) throw misplaced(`<${parent.name}> has two signatures`)
  return first
}

/** Refuses a Signature that is not a direct child of one of these elements. */
export function requireSignaturesOnlyIn(root: XmlElement, parents: readonly XmlElement[]): void {
  for (const child of root.children) {
    if (child.localName === 'Signature' && !parents.includes(root)) {
      throw misplaced(`<${root.name}> holds a signature`)
    }
    requireSignaturesOnlyIn(child, parents)
  }
}

/**
 * Verifies the enveloped signature of an element.
 *
 * XML Signature, 3.2, in the order that trusts nothing before its time: the signature over SignedInfo first, then the
 * digest that SignedInfo names, read from the very bytes that were signed, then a fresh parse of the digested bytes.
 *
 * @throws {SamlError} whose `code` names the first check that failed
 */
export function verifySignature(parent: XmlElement, trust: SignatureTrust): Verified {
  if (trust.certificates.length === 0) {
    throw new SamlError(
      'no_key',
      'The connection has no certificate of the identity provider, so nothing can be trusted.',
    )
  }
  const signature = signatureOf(parent)
  if (!signature) throw missing(parent)
  const parts = partsOf(signature)
  // Its shape first, so that canonicalization has little to do for what nobody signed.
  readSignedInfo(parts.signedInfo)
  const exceptions = new Exceptions(trust.weakAlgorithms)
  const canonicalInfo = canonicalize(parts.signedInfo, { prefixes: prefixesOf(parts.signedInfo.children[0]) })
  const signedInfo = readSignedInfo(parseXml(canonicalInfo))
  const signedBy = verifySignatureValue(
    {
      bytes: canonicalInfo,
      value: base64Of(parts.value),
      algorithm: signedInfo.signatureAlgorithm,
      keyInfo: parts.keyInfo,
    },
    trust,
    exceptions,
  )
  const element = verifyDigest(parent, signature, signedInfo, exceptions)
  return { element, signedBy, weakAlgorithms: [...exceptions.used] }
}

type Parts = { signedInfo: XmlElement; value: XmlElement; keyInfo: XmlElement | undefined }

function partsOf(signature: XmlElement): Parts {
  const [signedInfo, value, keyInfo, ...more] = signature.children
  const fits =
    signedInfo !== undefined &&
    is(signedInfo, namespaces.signature, 'SignedInfo') &&
    value !== undefined &&
    is(value, namespaces.signature, 'SignatureValue') &&
    (keyInfo === undefined || is(keyInfo, namespaces.signature, 'KeyInfo')) &&
    more.length === 0
  if (!fits) {
    throw malformed(
      'a Signature holds one SignedInfo, one SignatureValue and at most one KeyInfo, in this order',
    )
  }
  if (keyInfo) requireOnlyKeys(keyInfo)
  return { signedInfo, value, keyInfo }
}

/** KeyInfo is not signed, and not believed. That it holds nothing but keys leaves no room for anything else. */
function requireOnlyKeys(keyInfo: XmlElement): void {
  for (const child of keyInfo.children) {
    if (child.namespace !== namespaces.signature && child.namespace !== namespaces.signature11) {
      throw malformed(`its KeyInfo holds <${child.name}> of ${quoted(child.namespace)}`)
    }
    requireOnlyKeys(child)
  }
}

function verifyDigest(
  parent: XmlElement,
  signature: XmlElement,
  info: SignedInfo,
  exceptions: Exceptions,
): SignedElement {
  requireReferenceTo(parent, info.referenceId)
  const algorithm = exceptions.admit(info.digestAlgorithm, digestAlgorithms)
  const canonical = canonicalize(parent, { prefixes: info.prefixes, without: signature })
  const digest = createHash(algorithm.hash).update(canonical).digest()
  if (digest.length !== info.digest.length || !timingSafeEqual(digest, info.digest)) {
    throw new SamlError(
      'digest_mismatch',
      `<${parent.name}> was changed after it was signed, or something on its way has rewritten the XML.`,
      { element: parent.localName },
    )
  }
  return freshTree(parent, canonical, info.prefixes)
}

function requireReferenceTo(parent: XmlElement, id: string): void {
  if (id !== attributeOf(parent, 'ID')) {
    throw new SamlError(
      'signature_reference',
      `The signature in <${parent.name}> is over the element with the ID ${quoted(id)}, which is another one.`,
      { reference: id.slice(0, 200) },
    )
  }
}

/** The document is left behind here: what is read from now on comes from the bytes that the digest was made of. */
function freshTree(parent: XmlElement, canonical: string, prefixes: readonly string[]): SignedElement {
  const element = parseXml(canonical)
  const isSame = is(element, parent.namespace, parent.localName)
  // Parser and canonicalization check each other: bytes that one of them understands in another way are refused.
  if (!isSame || canonicalize(element, { prefixes }) !== canonical) {
    throw malformed('what was signed cannot be read without ambiguity')
  }
  return element as SignedElement
}

function base64Of(element: XmlElement): Buffer {
  const bytes = decodeBase64(trimmedTextOf(element))
  if (!bytes || bytes.length === 0) throw malformed(`${element.localName} is not base64`)
  return bytes
}

function missing(parent: XmlElement): SamlError {
  return new SamlError(
    'signature_missing',
    `<${parent.name}> is not signed. The identity provider has to sign it.`,
    {
      element: parent.localName,
    },
  )
}

function misplaced(what: string): SamlError {
  return new SamlError(
    'signature_misplaced',
    `${what}. A message is signed by one Signature directly in its root, and one directly in its assertion.`,
  )
}

function malformed(what: string): SamlError {
  return new SamlError('signature_malformed', `The signature is not one that is accepted: ${what}.`)
}
