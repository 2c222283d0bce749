import { ExclusiveCanonicalization } from 'xml-crypto'
import { SamlError } from './error.ts'
import type { XmlElement } from './xml.ts'

export type CanonicalizationOptions = {
  /** The PrefixList of InclusiveNamespaces. */
  prefixes?: readonly string[]
  /** A child that is left out: the Signature, by the enveloped-signature transform. */
  without?: XmlElement
}

/**
 * Exclusive XML canonicalization without comments (W3C, exc-c14n) of one element with what is in it.
 *
 * @throws {SamlError} for an element without a namespace, which SAML does not have
 */
export function canonicalize(element: XmlElement, options: CanonicalizationOptions = {}): string {
  const { prefixes = [], without } = options
  const view = viewOf(element, without, inherited(element, prefixes))
  return algorithm.process(view as unknown as Parameters<ExclusiveCanonicalization['process']>[0], {
    inclusiveNamespacesPrefixList: [...prefixes],
  })
}

/** Compares by code units, as the specification has it; the library's own order of prefixes is a dictionary's. */
class CodeUnitOrder extends ExclusiveCanonicalization {
  override attrCompare(a: AttributeView, b: AttributeView): 1 | 0 | -1 {
    return compare(a.namespaceURI, b.namespaceURI) || compare(a.localName, b.localName)
  }

  override nsCompare(a: { prefix: string }, b: { prefix: string }): number {
    return compare(a.prefix, b.prefix)
  }
}

const algorithm = new CodeUnitOrder()

function compare(a: string, b: string): 1 | 0 | -1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/*
 * What the library needs to see of a DOM. It recognizes nodes by their type and by two methods that it never calls.
 */
type NodeView = { nodeType: number; nodeName: string; appendChild(): never; removeChild(): never }
type AttributeView = { name: string; prefix: string; localName: string; namespaceURI: string; value: string }

function readOnly(): never {
  throw new Error('A view of an element cannot be changed.')
}

function viewOf(element: XmlElement, without: XmlElement | undefined, declared: AttributeView[]): NodeView {
  if (element.namespace === '') {
    throw new SamlError(
      'xml_namespace',
      `<${element.name}> has no namespace, and in what is signed each has one.`,
    )
  }
  const view = {
    nodeType: 1,
    nodeName: element.name,
    tagName: element.name,
    prefix: element.prefix,
    localName: element.localName,
    namespaceURI: element.namespace,
    attributes: [...declared, ...attributeViews(element)],
    childNodes: element.nodes.filter((node) => node !== without).map(childView),
    appendChild: readOnly,
    removeChild: readOnly,
  }
  return view
}

function childView(node: XmlElement | string): NodeView {
  if (typeof node !== 'string') return viewOf(node, undefined, [])
  const view = { nodeType: 3, nodeName: '#text', data: node, appendChild: readOnly, removeChild: readOnly }
  return view
}

function attributeViews(element: XmlElement): AttributeView[] {
  const views = element.attributes.map(({ name, prefix, localName, namespace, value }) => ({
    name,
    prefix,
    localName,
    namespaceURI: namespace,
    value,
  }))
  for (const [prefix, uri] of element.declarations) {
    if (prefix !== '') views.push(declarationView(prefix, uri))
  }
  return views
}

function declarationView(prefix: string, uri: string): AttributeView {
  return {
    name: `xmlns:${prefix}`,
    prefix: 'xmlns',
    localName: prefix,
    namespaceURI: 'http://www.w3.org/2000/xmlns/',
    value: uri,
  }
}

/** Prefixes of the PrefixList that are declared further out: the element takes them along. */
function inherited(element: XmlElement, prefixes: readonly string[]): AttributeView[] {
  return prefixes
    .filter((prefix) => prefix !== 'xml' && !element.declarations.has(prefix) && element.scope.has(prefix))
    .map((prefix) => declarationView(prefix, element.scope.get(prefix)!))
}
