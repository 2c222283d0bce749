import {
  attributeOf,
  optionalChild,
  requireAttribute,
  requireOnlyChildren,
  textOf,
  unexpectedElement,
} from './elements.ts'
import { SamlError } from './error.ts'
import { namespaces } from './names.ts'
import type { SignedElement } from './signature.ts'

/** An attribute of the subject, as it was sent: no name is mapped, and values keep their order. */
export type AssertionAttribute = {
  readonly name: string
  readonly friendlyName: string | null
  readonly nameFormat: string | null
  readonly values: readonly string[]
}

const mostValues = 5000
const longestValue = 64 * 1024
const longestName = 1024

/** @throws {SamlError} `xml_limit` beyond 5,000 values, or a value of 64 kB */
export function readAttributes(statements: readonly SignedElement[]): AssertionAttribute[] {
  const attributes = statements.flatMap((statement) => {
    requireOnlyChildren(statement, namespaces.assertion, ['Attribute'])
    return statement.children.map(readAttribute)
  })
  const count = attributes.reduce((sum, { values }) => sum + values.length, 0)
  if (count > mostValues) throw tooMany(`${count} attribute values`, mostValues)
  return attributes
}

function readAttribute(attribute: SignedElement): AssertionAttribute {
  requireOnlyChildren(attribute, namespaces.assertion, ['AttributeValue'])
  const name = requireAttribute(attribute, 'Name')
  if (name === '' || name.length > longestName) {
    throw new SamlError('value_invalid', `The Name of an attribute has 1 to ${longestName} characters.`)
  }
  return {
    name,
    friendlyName: attributeOf(attribute, 'FriendlyName') ?? null,
    nameFormat: attributeOf(attribute, 'NameFormat') ?? null,
    values: attribute.children.map(readValue),
  }
}

/** Text, or the text of a NameID, which is what `eduPersonTargetedID` holds. Any other element is refused. */
function readValue(value: SignedElement): string {
  const nameId = optionalChild(value, namespaces.assertion, 'NameID')
  const other = value.children.find((child) => child !== nameId)
  if (other) throw unexpectedElement(other, value)
  const text = textOf(nameId ?? value)
  if (text.length > longestValue)
    throw tooMany(`${text.length} characters in one attribute value`, longestValue)
  return text
}

function tooMany(what: string, most: number): SamlError {
  return new SamlError(
    'xml_limit',
    `The assertion has ${what}; at most ${most} are read. Have the identity provider send less, such as fewer groups.`,
    { most },
  )
}
