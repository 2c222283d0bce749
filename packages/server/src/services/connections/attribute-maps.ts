import { customAttributeNotFound } from '@portico/contract'
import { invalidField } from '../../kernel/http/errors.ts'
import type { ChosenAttributeMap } from './attributes.ts'
import type { CreateBody } from './set-up.ts'

const maxCustomAttributes = 100
/** As members of JSON and columns of exports take them. Attributes need no definition beside their name yet. */
const customAttributeName = /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/

/**
 * An attribute map as the request leaves it: absence keeps a member. A custom attribute that is null goes; a member of
 * the profile that is null is no longer filled.
 *
 * @throws `custom_attribute_not_found` for a name that no attribute can have
 */
export function chosenAttributeMap(
  stored: ChosenAttributeMap,
  given: CreateBody['attribute_maps'] = {},
): ChosenAttributeMap {
  const { standard_attributes = {}, custom_attributes = {} } = given
  for (const name of Object.keys(custom_attributes)) {
    if (!customAttributeName.test(name)) {
      throw customAttributeNotFound({
        message: `There is no custom attribute ${JSON.stringify(name.slice(0, 80))}. Names are letters, digits and underscores, and begin with a letter.`,
      })
    }
  }
  const merged = Object.entries({ ...stored.custom, ...custom_attributes })
  const custom = merged.filter((entry): entry is [string, string] => entry[1] !== null)
  if (custom.length > maxCustomAttributes) {
    throw invalidField(
      'attribute_maps.custom_attributes',
      'too_many',
      `There may be ${maxCustomAttributes} custom attributes at most.`,
    )
  }
  return {
    standard: { ...stored.standard, ...withoutAbsent(standard_attributes) },
    custom: Object.fromEntries(custom),
  }
}

const withoutAbsent = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>
