import { randomBytes } from 'node:crypto'
import type { WireEvent } from './following.ts'

/** What became of an attempt to deliver an event. */
export type Delivery = { url: string; status: number | null; error: string | null; duration_ms: number }

const timeoutMs = 10_000

/** A secret of the form that webhook endpoints have. */
export const newWebhookSecret = () => `whsec_${randomBytes(24).toString('base64url')}`

/** Sends an event as a webhook: signed, once, and without following redirects. */
export async function deliver(
  url: string,
  event: WireEvent,
  { secret, signal }: { secret: string; signal: AbortSignal },
): Promise<Delivery> {
  const { signPayload } = await import('@portico/sdk')
  const body = JSON.stringify(event)
  const start = performance.now()
  const result = (status: number | null, error: string | null): Delivery => ({
    url,
    status,
    error,
    duration_ms: Math.round(performance.now() - start),
  })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Portico',
        'workos-signature': await signPayload(body, secret),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    await response.body?.cancel()
    return result(response.status, response.ok ? null : `answered ${response.status}`)
  } catch (error) {
    if (signal.aborted) throw error
    return result(null, reasonOf(error))
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  // `fetch` says no more than "fetch failed".
  const cause = error.cause as (Error & { code?: string }) | undefined
  return cause?.code === 'ECONNREFUSED' ? 'nothing listens there' : cause?.message || error.message
}
