/** More than identity providers send. */
const maxJsonLength = 65_536

/** NUL, or half a character, as JSON spells them: behind an even number of backslashes. PostgreSQL stores neither. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/**
 * All that the identity provider sent. Nothing of what is too much, or holds a character that is none: nobody is kept
 * out for what is not mapped, and a part of it would be taken for the whole.
 */
export function rawAttributesOf(
  attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const json = JSON.stringify(attributes)
  return json.length <= maxJsonLength && !unstorable.test(json) ? attributes : {}
}
