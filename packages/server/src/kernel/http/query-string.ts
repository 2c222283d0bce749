/** A query as the validators take it: values are strings, or lists or maps of strings. */
export type QueryValues = Record<string, string | string[] | Record<string, string>>

const bracketed = /^([^[\]]+)\[([^[\]]*)\]$/
const index = /^\d*$/

/**
 * Parses a query string in all the dialects that clients of the field write: repeated keys, `key[]=`, `key[0]=` and
 * `key[name]=`. `+` is a space. Splitting at commas is left to what knows the parameter.
 */
export function parseQueryString(text: string): QueryValues {
  const values: QueryValues = Object.create(null)
  for (const [key, value] of new URLSearchParams(text)) {
    const [, name, member] = bracketed.exec(key) ?? [key, key, undefined]
    if (name === '__proto__' || member === '__proto__') continue
    if (member === undefined) add(values, name as string, value)
    else if (index.test(member)) add(values, name as string, value, true)
    else addMember(values, name as string, member, value)
  }
  return values
}

function add(values: QueryValues, name: string, value: string, list = false) {
  const present = values[name]
  if (present === undefined) values[name] = list ? [value] : value
  else if (Array.isArray(present)) present.push(value)
  else if (typeof present === 'string') values[name] = [present, value]
}

function addMember(values: QueryValues, name: string, member: string, value: string) {
  const present = values[name]
  if (present === undefined) values[name] = { [member]: value }
  else if (typeof present === 'object' && !Array.isArray(present)) present[member] = value
}

/** Makes lists of the parameters that are lists: `a,b`, one value, or several. Empty items are dropped. */
export function splitLists(values: QueryValues, names: readonly string[]): void {
  for (const name of names) {
    const present = values[name]
    if (typeof present === 'string') values[name] = items(present)
    else if (Array.isArray(present)) values[name] = present.flatMap(items)
  }
}

const items = (text: string) => text.split(',').filter((item) => item !== '')
