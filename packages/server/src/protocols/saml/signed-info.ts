import { envelopedSignature, exclusiveCanonicalization } from './algorithms.ts'
import { decodeBase64 } from './base64.ts'
import { attributeOf, is, requireAttribute, textOf } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { namespaces } from './names.ts'
import type { XmlElement } from './xml.ts'

/** What a SignedInfo says: one reference, with the one list of transforms that SAML has (Core 5.4.4). */
export type SignedInfo = {
  signatureAlgorithm: string
  /** The id that the reference names, without the `#`. */
  referenceId: string
  /** The PrefixList of the reference's canonicalization. */
  prefixes: readonly string[]
  digestAlgorithm: string
  digest: Buffer
}

/**
 * Reads a SignedInfo. Everything that XML Signature allows beyond the profile of SAML is refused.
 *
 * @param signedInfo parsed from the canonical bytes that the signature is over, so that nothing read here is unsigned
 * @throws {SamlError} that begin with `signature_`
 */
export function readSignedInfo(signedInfo: XmlElement): SignedInfo {
  const [canonicalization, method, reference] = requireParts(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  requireNoAttributesBut(signedInfo, ['Id'])
  prefixesOf(canonicalization)
  return { signatureAlgorithm: algorithmOf(method!), ...readReference(reference!) }
}

function readReference(reference: XmlElement): Omit<SignedInfo, 'signatureAlgorithm'> {
  requireNoAttributesBut(reference, ['URI', 'Id'])
  const [transforms, digestMethod, digestValue] = requireParts(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ])
  return {
    referenceId: referenceId(attributeOf(reference, 'URI')),
    prefixes: readTransforms(transforms!),
    digestAlgorithm: algorithmOf(digestMethod!),
    digest: readDigest(digestValue!),
  }
}

// SAML Core, 5.4.2: a reference to the element itself by its ID. No empty URI, which would mean the whole document, no
// XPointer, no other document.
function referenceId(uri: string | undefined): string {
  const id = /^#([A-Za-z_][A-Za-z0-9_.-]*)$/.exec(uri ?? '')?.[1]
  if (id === undefined) {
    throw new SamlError(
      'signature_reference',
      `The signature has to name the element that it is over by its ID, and it has ${quoted(uri ?? '')}.`,
    )
  }
  return id
}

function readTransforms(transforms: XmlElement): readonly string[] {
  const [enveloped, canonicalization, ...more] = transforms.children
  const fits =
    enveloped !== undefined &&
    isTransform(enveloped, envelopedSignature) &&
    enveloped.children.length === 0 &&
    canonicalization !== undefined &&
    isTransform(canonicalization, exclusiveCanonicalization) &&
    more.length === 0
  if (!fits) throw transformRefused(transforms)
  return prefixesOf(canonicalization)
}

function isTransform(element: XmlElement, algorithm: string): boolean {
  return is(element, namespaces.signature, 'Transform') && attributeOf(element, 'Algorithm') === algorithm
}

function transformRefused(transforms: XmlElement): SamlError {
  const received = transforms.children
    .map((child) => attributeOf(child, 'Algorithm') ?? child.name)
    .join(', ')
  return new SamlError(
    'signature_transform',
    `The transforms of a signature are ${envelopedSignature} and ${exclusiveCanonicalization}; received ${quoted(received)}.`,
  )
}

/** The PrefixList of an element that names exclusive canonicalization. */
export function prefixesOf(canonicalization: XmlElement | undefined): readonly string[] {
  const algorithm = canonicalization && attributeOf(canonicalization, 'Algorithm')
  if (canonicalization === undefined || algorithm !== exclusiveCanonicalization) {
    throw new SamlError(
      'signature_transform',
      `The canonicalization of a signature is ${exclusiveCanonicalization}; received ${quoted(algorithm ?? '')}.`,
    )
  }
  const [inclusive, ...more] = canonicalization.children
  if (inclusive === undefined) return []
  if (more.length > 0 || !is(inclusive, exclusiveCanonicalization, 'InclusiveNamespaces')) {
    throw malformed(`${canonicalization.localName} holds more than a list of prefixes`)
  }
  return readPrefixes(requireAttribute(inclusive, 'PrefixList'))
}

function readPrefixes(list: string): readonly string[] {
  const prefixes = list.split(/[ \t\r\n]+/).filter((prefix) => prefix !== '')
  const odd = prefixes.find((prefix) => !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(prefix))
  // `#default` too: the canonicalization at hand does not know it, and no identity provider in use sends it.
  if (odd !== undefined || prefixes.length > 20) throw malformed(`the PrefixList ${quoted(list)} is refused`)
  return prefixes
}

function algorithmOf(method: XmlElement): string {
  requireNoAttributesBut(method, ['Algorithm'])
  // A parameter such as HMACOutputLength could make a check of it meaningless.
  if (method.children.length > 0) throw malformed(`${method.localName} has parameters`)
  return requireAttribute(method, 'Algorithm')
}

function readDigest(element: XmlElement): Buffer {
  requireNoAttributesBut(element, [])
  const digest = decodeBase64(textOf(element))
  if (!digest || digest.length === 0) throw malformed('DigestValue is not base64')
  return digest
}

/** The children, which have to be exactly these, in this order. */
function requireParts(parent: XmlElement, localNames: readonly string[]): readonly XmlElement[] {
  const { children } = parent
  const fits =
    children.length === localNames.length &&
    localNames.every((localName, index) => is(children[index]!, namespaces.signature, localName))
  if (!fits) throw malformed(`a ${parent.localName} holds exactly ${localNames.join(', ')}`)
  return children
}

function requireNoAttributesBut(element: XmlElement, names: readonly string[]): void {
  const other = element.attributes.find(({ name }) => !names.includes(name))
  if (other) throw malformed(`${element.localName} has the attribute ${other.name}`)
}

function malformed(what: string): SamlError {
  return new SamlError('signature_malformed', `The signature is not one that is accepted: ${what}.`)
}
