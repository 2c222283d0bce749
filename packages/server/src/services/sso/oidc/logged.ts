import type { LoggedMessage } from '../flow/types.ts'

/** Longer messages are cut: a log is for reading. */
const maxCharacters = 64 * 1024

/** What lets its holder do something, or binds an answer to its request. */
const secretMembers = new Set(['access_token', 'refresh_token', 'id_token', 'id_token_hint', 'code', 'nonce'])
const secretParameters = new Set([...secretMembers, 'state', 'code_challenge'])

/** A message as the log of the connection shows it: as JSON, without what its reader could use. */
export function logged(direction: LoggedMessage['direction'], kind: string, content: unknown): LoggedMessage {
  const text = textOf(content)
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text
  // PostgreSQL stores neither halves of characters nor NUL.
  return { direction, kind, content: cut.toWellFormed().replaceAll('\0', '\ufffd') }
}

function textOf(content: unknown): string {
  try {
    return JSON.stringify(content, (name, value) => (secretMembers.has(name) ? '…' : value), 2)
  } catch (error) {
    // Nested deeper than the stack. It is refused, and that is logged all the same.
    if (error instanceof RangeError) return 'What was received is nested too deep to be shown.'
    throw error
  }
}

/** An address that the browser is sent to, taken apart. */
export function loggedAddress(kind: string, url: URL): LoggedMessage {
  const parameters = Array.from(url.searchParams, ([name, value]) => [
    name,
    secretParameters.has(name) ? '…' : value,
  ])
  return logged('sent', kind, {
    address: url.origin + url.pathname,
    parameters: Object.fromEntries(parameters),
  })
}
