/** A request as a transport gets it: what `fetch` takes as its second argument. */
export type TransportInit = {
  method: string
  /** By lower-case names. They hold the credential. */
  headers: Record<string, string>
  /** JSON. Absent where the request has no body. */
  body?: string
  /** Aborted when the time is up or the caller no longer wants the answer. */
  signal: AbortSignal
  /** Redirects are not followed: the API has none, and the credential must not reach another host. */
  redirect: 'manual'
}

/**
 * Carries a request to the server; `fetch` is one. Rejects when no answer came; resolves with any answer, whatever its
 * status.
 */
export type Transport = (url: string, init: TransportInit) => Promise<Response>

/** The platform's own. Looked up at each call, so that instrumentation installed later takes part. */
export const fetchTransport: Transport = (url, init) => fetch(url, init)
