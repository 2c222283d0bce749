import { quoted, SamlError } from './error.ts'
import { namespaces } from './names.ts'
import type { XmlElement } from './xml.ts'

/** An element whose children are of its own kind, so that what is signed stays signed all the way down. */
type Parent<E extends XmlElement> = { readonly name: string; readonly children: readonly E[] }

export function is(element: XmlElement, namespace: string, localName: string): boolean {
  return element.namespace === namespace && element.localName === localName
}

/** The children of that name. */
export function childrenNamed<E extends XmlElement>(
  parent: Parent<E>,
  namespace: string,
  localName: string,
): E[] {
  return parent.children.filter((child) => is(child, namespace, localName))
}

/** The one child of that name, if there is one. @throws {SamlError} `unexpected_element` if there are several */
export function optionalChild<E extends XmlElement>(
  parent: Parent<E>,
  namespace: string,
  localName: string,
): E | undefined {
  const [first, second] = childrenNamed(parent, namespace, localName)
  if (second) {
    throw new SamlError('unexpected_element', `<${parent.name}> has more than one ${localName}.`, {
      element: localName,
    })
  }
  return first
}

/** The one child of that name. @throws {SamlError} `element_missing`, or `unexpected_element` if there are several */
export function requireChild<E extends XmlElement>(
  parent: Parent<E>,
  namespace: string,
  localName: string,
): E {
  const found = optionalChild(parent, namespace, localName)
  if (!found) {
    throw new SamlError('element_missing', `<${parent.name}> has no ${localName}.`, { element: localName })
  }
  return found
}

/** An attribute without a namespace. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(({ prefix, localName }) => prefix === '' && localName === name)?.value
}

/** @throws {SamlError} `attribute_missing` */
export function requireAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, name)
  if (value === undefined) {
    throw new SamlError('attribute_missing', `<${element.name}> has no ${name}.`, { attribute: name })
  }
  return value
}

/** The text of an element. @throws {SamlError} `unexpected_element` if it holds elements */
export function textOf(element: XmlElement): string {
  const [child] = element.children
  if (child) throw unexpectedElement(child, element)
  return element.text
}

/** The text of an element without white space around it: for URIs and base64, which have none. */
export function trimmedTextOf(element: XmlElement): string {
  return textOf(element).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

export function unexpectedElement(child: XmlElement, parent: { readonly name: string }): SamlError {
  return new SamlError(
    'unexpected_element',
    `<${parent.name}> holds <${child.name}> of the namespace ${quoted(child.namespace)}, which is refused there.`,
    { element: child.localName, namespace: child.namespace.slice(0, 200) },
  )
}

/** Refuses children other than those named. */
export function requireOnlyChildren(
  parent: XmlElement,
  namespace: string,
  localNames: readonly string[],
): void {
  const other = parent.children.find(
    (child) => child.namespace !== namespace || !localNames.includes(child.localName),
  )
  if (other) throw unexpectedElement(other, parent)
}

/** Refuses attributes other than those named, which have no namespace. Those of XML Schema say nothing, and may stand. */
export function requireOnlyAttributes(element: XmlElement, names: readonly string[]): void {
  const other = element.attributes.find(({ namespace, localName }) =>
    namespace === '' ? !names.includes(localName) : namespace !== namespaces.schemaInstance,
  )
  if (other) {
    throw new SamlError('unexpected_attribute', `<${element.name}> has the attribute ${other.name}.`, {
      attribute: other.name,
    })
  }
}
