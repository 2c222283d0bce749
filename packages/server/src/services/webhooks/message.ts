// What goes over the wire: the body and its signature.
import { createHmac } from 'node:crypto'

/** An event as its delivery carries it. `data` and `context` are the JSON text that the feed holds. */
export type Message = {
  id: string
  event: string
  data: string
  created_at: string
  context: string | null
}

/**
 * The body: compact JSON, made once. The stored texts are put in as they are, so that what is signed is what the feed
 * shows, whoever parses it.
 */
export function messageBody({ id, event, data, created_at, context }: Message): string {
  const head = JSON.stringify({ id, event }).slice(0, -1)
  const tail = context === null ? '' : `,"context":${context}`
  return `${head},"data":${data},"created_at":${JSON.stringify(created_at)}${tail}}`
}

/**
 * The value of `WorkOS-Signature`. Exactly one `v1`, and `t` before it: official clients read the two by position.
 *
 * @param at milliseconds since 1970, as the receiver's clock will be asked
 */
export function signatureHeader(secret: string, body: string, at: number): string {
  return `t=${at}, v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}
