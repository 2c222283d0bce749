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
  /** Under which prefix the Signature is written: Microsoft's products use none. */
  signaturePrefix?: 'ds' | 'dsig' | ''
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

/** Writes elements of XML Signature under the prefix that was asked for. */
function writer({ signaturePrefix = 'ds' }: SignOptions) {
  const name = (localName: string) => (signaturePrefix === '' ? localName : `${signaturePrefix}:${localName}`)
  const declaration = {
    [signaturePrefix === '' ? 'xmlns' : `xmlns:${signaturePrefix}`]: namespaces.signature,
  }
  return { name, declaration }
}

function signedInfoOf(options: SignOptions, prefixes: readonly string[], digest: string): Markup {
  const { signatureAlgorithm = 'rsa-sha256', digestAlgorithm = 'sha256' } = options
  const { name, declaration } = writer(options)
  const inclusive =
    prefixes.length > 0 &&
    element('ec:InclusiveNamespaces', {
      'xmlns:ec': exclusiveCanonicalization,
      PrefixList: prefixes.join(' '),
    })
  return element(
    name('SignedInfo'),
    declaration,
    element(name('CanonicalizationMethod'), { Algorithm: exclusiveCanonicalization }),
    element(name('SignatureMethod'), { Algorithm: signatureAlgorithms[signatureAlgorithm].uri }),
    element(
      name('Reference'),
      { URI: `#${options.elementId}` },
      element(
        name('Transforms'),
        {},
        element(name('Transform'), { Algorithm: envelopedSignature }),
        element(name('Transform'), { Algorithm: exclusiveCanonicalization }, inclusive),
      ),
      element(name('DigestMethod'), { Algorithm: digestAlgorithms[digestAlgorithm].uri }),
      element(name('DigestValue'), {}, digest),
    ),
  )
}

function signatureOver(signedInfo: Markup, options: SignOptions): string {
  const { hash } = signatureAlgorithms[options.signatureAlgorithm ?? 'rsa-sha256']
  const { name, declaration } = writer(options)
  const canonical = Buffer.from(canonicalize(parseXml(signedInfo.toString())))
  const value = sign(hash, canonical, { key: options.privateKey, dsaEncoding: 'ieee-p1363' })
  return element(
    name('Signature'),
    declaration,
    signedInfo,
    element(name('SignatureValue'), {}, value.toString('base64')),
    options.certificatePem !== undefined && keyInfo(options.certificatePem, name),
  ).toString()
}

function keyInfo(certificatePem: string, name: (localName: string) => string): Markup {
  const base64 = certificatePem.replace(/-----[^-]+-----|\s/g, '')
  return element(
    name('KeyInfo'),
    {},
    element(name('X509Data'), {}, element(name('X509Certificate'), {}, base64)),
  )
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
