import { eventNotes } from '../generated/routes.ts'
import { redact as redactText, secretsIn } from '../redact.ts'
import { matchRoute } from './match.ts'
import type { RecordedAnswer, RecordedRequest } from './recording.ts'
import type { Route } from './route.ts'

/** What stands for a secret, as it does where one is printed. */
export const redacted = '<redacted>'

/** Names whose values are secrets in whatever document they stand, so that a new one is not recorded by accident. */
const secretName = /(^|_)(secret|token|password|passphrase|private_key|code|code_verifier|otp)$/

/** The request with its secrets redacted; without its body where it is for no known operation. */
export function redactedRequest(request: RecordedRequest): RecordedRequest {
  const { method, path, body } = request
  const url = new URL(path, 'http://recording')
  const route = matchRoute(method, url.pathname)?.route
  for (const name of [...url.searchParams.keys()]) {
    if (!route || secretName.test(name) || route.secretRequest?.includes(name))
      url.searchParams.set(name, redacted)
  }
  return {
    ...request,
    path: (route ? pathRedacted(url.pathname, route) : url.pathname) + url.search,
    ...(body !== undefined && { body: route ? redact(body, treeOf(route.secretRequest)) : redacted }),
  }
}

/** The path with tokens that stand in it redacted. */
function pathRedacted(pathname: string, { path }: Route): string {
  const names = path.split('/').map((segment) => /^\{(\w+)\}$/.exec(segment)?.[1])
  const isSecret = (i: number) => names[i] !== undefined && secretName.test(names[i])
  return pathname
    .split('/')
    .map((segment, i) => (isSecret(i) ? encodeURIComponent(redacted) : segment))
    .join('/')
}

/** The answer with its secrets redacted; without its body where the request was for no known operation. */
export function redactedAnswer(request: RecordedRequest, answer: RecordedAnswer): RecordedAnswer {
  if ('error' in answer || answer.body === undefined) return answer
  const url = new URL(request.path, 'http://recording')
  const route = matchRoute(request.method, url.pathname)?.route
  return {
    ...answer,
    body: route ? redact(eventsRedacted(answer.body, route), treeOf(route.secretAnswer)) : redacted,
  }
}

/** The secrets that a request carries: what its redacted form lacks. */
export function secretsSent(request: RecordedRequest, safe: RecordedRequest): string[] {
  const segments = safe.path.split('/')
  const inPath = request.path.split('/').filter((segment, i) => segment !== segments[i])
  return [...inPath, ...(request.body === undefined ? [] : secretsIn(JSON.stringify(request.body)))]
}

/** The answer without what it repeats of these: servers quote what they refuse, and errors of networks the address. */
export function withoutRepeated(answer: RecordedAnswer, secrets: readonly string[]): RecordedAnswer {
  return JSON.parse(JSON.stringify(answer), (_, value: unknown) =>
    typeof value === 'string' ? redactText(value, secrets) : value,
  )
}

/** Where secrets are: by member, `[]` for the items of an array, `{}` for the values of a map. */
type Tree = { secret?: true; inside: Map<string, Tree> }

function treeOf(paths: readonly string[] = []): Tree {
  const root: Tree = { inside: new Map() }
  for (const path of paths) {
    let tree = root
    for (const [step] of path.matchAll(/\[\]|\{\}|[^.[{]+/g)) {
      const next: Tree = tree.inside.get(step) ?? { inside: new Map() }
      tree.inside.set(step, next)
      tree = next
    }
    tree.secret = true
  }
  return root
}

function redact(value: unknown, tree?: Tree): unknown {
  if (value === null || value === undefined) return value
  if (tree?.secret) return redacted
  if (Array.isArray(value)) return value.map((item) => redact(item, tree?.inside.get('[]')))
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isSecret = typeof member === 'string' && secretName.test(name)
      const inside = tree?.inside.get(name) ?? tree?.inside.get('{}')
      return [name, isSecret && !isErrorCode(name, value) ? redacted : redact(member, inside)]
    }),
  )
}

/** `code` beside a message says what went wrong, and signs nobody in. */
function isErrorCode(name: string, holder: object): boolean {
  return name === 'code' && ('message' in holder || 'field' in holder)
}

/** The secrets in events depend on their names. */
function eventsRedacted(body: unknown, { events }: Route): unknown {
  const { data } = Object(body) as { data?: unknown }
  if (!events || !Array.isArray(data)) return body
  return {
    ...(body as object),
    data: data.map((event) => {
      const { secret = [] } = eventNotes[event?.event] ?? {}
      return redact(event, treeOf(secret.map((path) => `data.${path}`)))
    }),
  }
}
