import type { Environment } from '../../kernel/http/context.ts'

/** Scheme, host and port, and nothing that a parser drops, decodes or splits at. */
const originForm = /^https?:\/\/[^\s\p{Cc}/?#\\@*%]{1,260}$/iu

/** Whether a header's value can be an origin that somebody configured. `null` is the origin of everybody who hides theirs. */
export function canBeConfigured(origin: string): boolean {
  return originForm.test(origin)
}

/** An origin as browsers send it, or why it cannot be allowed. */
export function readOrigin(
  text: string,
  kind: Environment['kind'],
): { origin: string } | { problem: string } {
  // People copy it from the address bar, with the slash.
  const trimmed = text.replace(/\/$/, '')
  const url = originForm.test(trimmed) ? URL.parse(trimmed) : null
  if (!url) return { problem: 'Must be scheme, host and port, such as https://app.acme.com, without a path.' }
  if (kind === 'production' && url.protocol !== 'https:') return { problem: 'Must use https in production.' }
  return { origin: url.origin }
}
