import type { LoggedMessage } from '../flow/types.ts'

/** Longer messages are cut: a log is for reading. */
const maxCharacters = 64 * 1024

/** An XML message as the log keeps it: nobody can send it again, or decrypt what was encrypted in it. */
export function loggedXml(
  direction: LoggedMessage['direction'],
  kind: string,
  xml: string | Uint8Array,
): LoggedMessage {
  return { direction, kind, content: bounded(withoutSecrets(textOf(xml))) }
}

/** What came in place of a message and could not be decoded: its beginning, to be recognized by. */
export function loggedFragment(kind: string, received: string): LoggedMessage {
  return { direction: 'received', kind, content: bounded(received.slice(0, 200)) }
}

// Whoever sent it may have sent other bytes than UTF-8.
const textOf = (xml: string | Uint8Array) => (typeof xml === 'string' ? xml : new TextDecoder().decode(xml))

// Not parsed: what is refused often is no XML at all. Up to the next tag, so that it takes linear time.
const secrets = /(<(?:[\w.-]{1,64}:)?(?:SignatureValue|CipherValue)(?:\s[^<>]*)?>)[^<]+/g

const withoutSecrets = (xml: string) => xml.replace(secrets, '$1…')

function bounded(text: string): string {
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text
  // PostgreSQL stores neither halves of characters nor NUL.
  return cut.toWellFormed().replaceAll('\0', '\ufffd')
}
