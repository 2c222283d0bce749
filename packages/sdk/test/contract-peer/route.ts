import { type Operation, operations } from '@portico/contract'

/** An operation that a request addresses, with what its path says. */
export type Match = { operation: Operation; params: Record<string, string> }

type Template = { operation: Operation; pattern: RegExp; names: string[] }

const templates: Template[] = operations
  .map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '([^/]+)')}$`),
    names: [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
  }))
  // `/users/external_id/{id}` goes before `/users/{id}/{what}`.
  .sort((a, b) => a.names.length - b.names.length)

/** The operation of the contract that this request addresses, if there is one. */
export function matchOperation(method: string, pathname: string): Match | undefined {
  for (const { operation, pattern, names } of templates) {
    const found = operation.method === method && pattern.exec(pathname)
    if (!found) continue
    const values = found.slice(1).map(decodeURIComponent)
    return { operation, params: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])) }
  }
  return undefined
}
