/** `external_id` → `externalId`. What is not plain `snake_case` stays as it is. */
export function toCamelCase(name: string): string {
  return remembered(camelNames, name, (plain) =>
    plain.replace(/(?<=[A-Za-z0-9])_([a-z0-9])/g, (_, next: string) => next.toUpperCase()),
  )
}

/** `externalId` → `external_id`. What is `snake_case` already stays as it is. */
export function toSnakeCase(name: string): string {
  return remembered(snakeNames, name, (plain) =>
    plain.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
  )
}

const camelNames = new Map<string, string>()
const snakeNames = new Map<string, string>()
/** Far more names than the contract has, and longer ones. Beyond it, names are computed anew: a peer cannot grow the memory. */
const mostRemembered = 5000
const longestRemembered = 64
const plainName = /^\w+$/

function remembered(names: Map<string, string>, name: string, compute: (name: string) => string): string {
  let result = names.get(name)
  if (result === undefined) {
    result = plainName.test(name) ? compute(name) : name
    if (names.size < mostRemembered && name.length <= longestRemembered) names.set(name, result)
  }
  return result
}
