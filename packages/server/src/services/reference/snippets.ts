import type { Operation } from '@portico/contract'
import { asSchema, exampleOf, wholeExample } from '@portico/contract/examples'

/** How the operation is called with curl, in a POSIX shell. */
export function curlSnippet(operation: Operation, baseUrl: string): string {
  const { params, query, body } = exampleOf(operation)
  const { method, path, auth, encodings = [] } = operation
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(',') : String(value),
    ]),
  )
  const url = `${baseUrl}${filled}${search.size > 0 ? `?${search}` : ''}`
  const asForm = encodings[0] === 'form' && body !== undefined
  const parts = [
    `curl ${method === 'GET' || (method === 'POST' && body) ? '' : `-X ${method} `}${shell(url)}`,
    ...(auth === 'api_key' ? ['-H "Authorization: Bearer $WORKOS_API_KEY"'] : []),
    ...(auth === 'access_token' ? ['-H "Authorization: Bearer $ACCESS_TOKEN"'] : []),
    ...(body && !asForm ? [`-H 'Content-Type: application/json'`, `-d ${shell(jsonOf(body))}`] : []),
    ...(asForm
      ? Object.entries(body).map(([name, value]) => `--data-urlencode ${shell(`${name}=${value}`)}`)
      : []),
  ]
  return parts.join(' \\\n  ')
}

/** On one line where it is short. */
function jsonOf(body: unknown): string {
  const lines = JSON.stringify(body, null, 2).split('\n')
  const line = lines.map((part) => part.trim()).join(' ')
  return line.length <= 60 ? line : lines.join('\n  ')
}

/** A word for a POSIX shell. */
function shell(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** What success could answer, where it is JSON. */
export function answerSnippet({ returns, mediaType }: Operation): string | undefined {
  if (!returns || (mediaType && mediaType !== 'application/json')) return undefined
  return JSON.stringify(wholeExample(asSchema(returns)), null, 2)
}
