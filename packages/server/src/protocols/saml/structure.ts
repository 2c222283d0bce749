import { is, unexpectedElement } from './elements.ts'
import { SamlError } from './error.ts'
import { namespaces } from './names.ts'
import type { XmlElement } from './xml.ts'

const known: ReadonlySet<string> = new Set<string>([
  namespaces.protocol,
  namespaces.assertion,
  namespaces.signature,
  namespaces.signature11,
  namespaces.encryption,
  namespaces.encryption11,
  namespaces.exclusiveCanonicalization,
])

/** Refuses elements of namespaces that a response does not need. @throws {SamlError} `unexpected_element` */
export function requireKnownNamespaces(parent: XmlElement): void {
  for (const child of parent.children) {
    if (!known.has(child.namespace)) throw unexpectedElement(child, parent)
    requireKnownNamespaces(child)
  }
}

// `Extensions` has room for anything, and is refused.
const responseParts = [
  [namespaces.assertion, 'Issuer'],
  [namespaces.signature, 'Signature'],
  [namespaces.protocol, 'Status'],
  [namespaces.assertion, 'Assertion'],
  [namespaces.assertion, 'EncryptedAssertion'],
] as const

/** Refuses children that a Response does not have. @throws {SamlError} `unexpected_element` */
export function requireResponseParts(response: XmlElement): void {
  const other = response.children.find(
    (child) => !responseParts.some(([namespace, localName]) => is(child, namespace, localName)),
  )
  if (other) throw unexpectedElement(other, response)
}

/**
 * The one assertion of a response, plain or encrypted, which is its direct child. There is no other, wherever: in the
 * signature, in Advice, in Extensions, in an attribute, or under the name of another namespace.
 *
 * @throws {SamlError} `assertion_missing`, or `several_assertions`
 */
export function requireOneAssertion<E extends XmlElement>(response: { readonly children: readonly E[] }): E {
  const [assertion, ...more] = response.children.filter(isAssertion)
  const all = response.children.reduce((count, child) => count + assertionsFrom(child), 0)
  if (more.length > 0 || all > 1) throw several(all)
  if (!assertion) {
    throw new SamlError('assertion_missing', 'The response reports success, and holds no assertion.')
  }
  return assertion
}

/** @throws {SamlError} `several_assertions` for an assertion inside of the assertion */
export function requireNoAssertionWithin(assertion: XmlElement): void {
  const count = assertionsFrom(assertion)
  if (count > 1) throw several(count)
}

function isAssertion(element: XmlElement): boolean {
  return (
    is(element, namespaces.assertion, 'Assertion') || is(element, namespaces.assertion, 'EncryptedAssertion')
  )
}

function assertionsFrom(element: XmlElement): number {
  const self = element.localName === 'Assertion' || element.localName === 'EncryptedAssertion' ? 1 : 0
  return element.children.reduce((count, child) => count + assertionsFrom(child), self)
}

function several(count: number): SamlError {
  return new SamlError(
    'several_assertions',
    `The response holds ${count} assertions; exactly one is read, directly in the response.`,
    { assertions: count },
  )
}
