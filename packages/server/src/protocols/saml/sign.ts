import { createHash, type KeyObject, sign } from 'node:crypto'
import {
  digestAlgorithms,
  envelopedSignature,
  exclusiveCanonicalization,
  signatureAlgorithms,
} from './algorithms.ts'
import { canonicalize } from './canonical.ts'
import { attributeOf, is } from './elements.ts'
import { namespaces } from './names.ts'
import { element, type Markup } from './write.ts'
import { parseXml, type XmlElement } from './xml.ts'

export type SignOptions = {
  /** The `ID` of the element to sign. */
  elementId: string
  privateKey: KeyObject
  /** Goes into KeyInfo, for receivers that look there which of their keys to take. */
  certificatePem?: string
  signatureAlgorithm?: keyof typeof signatureAlgorithms
  digestAlgorithm?: keyof typeof digestAlgorithms
  /** The PrefixList of InclusiveNamespaces, as Okta and others send one. */
  inclusivePrefixes?: readonly string[]
}

/**
 * Signs one element of a message by an enveloped signature with exclusive canonicalization.
 *
 * @returns the message with the Signature right after the element's Issuer, where the schema has it
 */
export function signXml(xml: string, options: SignOptions): string {
  const root = parseXml(xml)
  const target = elementWithId(root, options.elementId)
  if (!target) throw new TypeError(`No element has the ID ${JSON.stringify(options.elementId)}.`)
  const { prefixes, digest } = digestOf(target, options)
  const signedInfo = signedInfoOf(options, prefixes, digest)
  const signature = signatureOver(signedInfo, options)
  return serialize(root, target, signature)
}

function elementWithId(root: XmlElement, id: string): XmlElement | undefined {
  if (attributeOf(root, 'ID') === id) return root
  for (const child of root.children) {
    const found = elementWithId(child, id)
    if (found) return found
  }
  return undefined
}

function digestOf(target: XmlElement, { digestAlgorithm = 'sha256', inclusivePrefixes = [] }: SignOptions) {
  const { hash } = digestAlgorithms[digestAlgorithm]
  const canonical = canonicalize(target, { prefixes: inclusivePrefixes })
  return { prefixes: inclusivePrefixes, digest: createHash(hash).update(canonical).digest('base64') }
}

function signedInfoOf(options: SignOptions, prefixes: readonly string[], digest: string): Markup {
  const { signatureAlgorithm = 'rsa-sha256', digestAlgorithm = 'sha256' } = options
  const inclusive =
    prefixes.length > 0 &&
    element('ec:InclusiveNamespaces', {
      'xmlns:ec': exclusiveCanonicalization,
      PrefixList: prefixes.join(' '),
    })
  return element(
    'ds:SignedInfo',
    { 'xmlns:ds': namespaces.signature },
    element('ds:CanonicalizationMethod', { Algorithm: exclusiveCanonicalization }),
    element('ds:SignatureMethod', { Algorithm: signatureAlgorithms[signatureAlgorithm].uri }),
    element(
      'ds:Reference',
      { URI: `#${options.elementId}` },
      element(
        'ds:Transforms',
        {},
        element('ds:Transform', { Algorithm: envelopedSignature }),
        element('ds:Transform', { Algorithm: exclusiveCanonicalization }, inclusive),
      ),
      element('ds:DigestMethod', { Algorithm: digestAlgorithms[digestAlgorithm].uri }),
      element('ds:DigestValue', {}, digest),
    ),
  )
}

function signatureOver(signedInfo: Markup, options: SignOptions): string {
  const { hash } = signatureAlgorithms[options.signatureAlgorithm ?? 'rsa-sha256']
  const canonical = Buffer.from(canonicalize(parseXml(signedInfo.toString())))
  const value = sign(hash, canonical, { key: options.privateKey, dsaEncoding: 'ieee-p1363' })
  return element(
    'ds:Signature',
    { 'xmlns:ds': namespaces.signature },
    signedInfo,
    element('ds:SignatureValue', {}, value.toString('base64')),
    options.certificatePem !== undefined && keyInfo(options.certificatePem),
  ).toString()
}

/** A KeyInfo that holds the certificate. */
export function keyInfo(certificatePem: string): Markup {
  const base64 = certificatePem.replace(/-----[^-]+-----|\s/g, '')
  return element('ds:KeyInfo', {}, element('ds:X509Data', {}, element('ds:X509Certificate', {}, base64)))
}

/** Writes a parsed message, with the signature in the target. */
function serialize(node: XmlElement | string, target: XmlElement, signature: string): string {
  if (typeof node === 'string') return escapeText(node)
  const content = node.nodes.map((child) => serialize(child, target, signature))
  if (node === target) content.splice(placeOfSignature(node), 0, signature)
  const inner = content.join('')
  return inner === '' ? `<${startOf(node)}/>` : `<${startOf(node)}>${inner}</${node.name}>`
}

// The schemas of SAML: a Signature follows the Issuer, or comes first where there is none.
function placeOfSignature(target: XmlElement): number {
  return (
    target.nodes.findIndex((node) => typeof node !== 'string' && is(node, namespaces.assertion, 'Issuer')) + 1
  )
}

function startOf({ name, declarations, attributes }: XmlElement): string {
  const declared = Array.from(declarations, ([prefix, uri]) => ({
    name: prefix === '' ? 'xmlns' : `xmlns:${prefix}`,
    value: uri,
  }))
  const written = [...declared, ...attributes].map((each) => ` ${each.name}="${escapeAttribute(each.value)}"`)
  return `${name}${written.join('')}`
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function escapeAttribute(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
