import { routes } from '../generated/routes.ts'
import type { OperationName } from './operations.ts'
import type { Route } from './route.ts'

/** The operation that a request is for, and the parameters of its path, decoded, in order. */
export type Match = { operation: OperationName; route: Route; pathParameters: string[] }

/** Segments of a path; null stands for a parameter. */
type Candidate = { operation: OperationName; route: Route; segments: (string | null)[] }

const keyOf = (method: string, segments: readonly unknown[]) => `${method} ${segments.length}`

/** Finds the operation of a request, as a server's router does: what is spelled out goes before parameters. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  const given = pathname.split('/')
  const found = candidates.get(keyOf(method, given))?.find(({ segments }) => fits(segments, given))
  return (
    found && {
      operation: found.operation,
      route: found.route,
      pathParameters: given.filter((_, i) => found.segments[i] === null).map(decoded),
    }
  )
}

function readRoutes(): Map<string, Candidate[]> {
  const byKey = new Map<string, Candidate[]>()
  for (const [operation, route] of Object.entries(routes)) {
    const segments = route.path.split('/').map((segment) => (segment.startsWith('{') ? null : segment))
    const key = keyOf(route.method, segments)
    const candidate = { operation: operation as OperationName, route, segments }
    byKey.set(key, [...(byKey.get(key) ?? []), candidate].sort(literalsFirst))
  }
  return byKey
}

function literalsFirst(a: Candidate, b: Candidate): number {
  const i = a.segments.findIndex((segment, i) => (segment === null) !== (b.segments[i] === null))
  if (i === -1) return 0
  return a.segments[i] === null ? 1 : -1
}

function fits(segments: readonly (string | null)[], given: readonly string[]): boolean {
  return segments.every((segment, i) => (segment === null ? given[i] !== '' : segment === given[i]))
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const candidates = /* @__PURE__ */ readRoutes()
