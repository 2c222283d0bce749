/** Carries a request to the server. Rejects when no answer came; resolves with any answer, whatever its status. */
export type Transport = (request: Request) => Promise<Response>

/** The platform's own. Looked up at each call, so that instrumentation installed later takes part. */
export const fetchTransport: Transport = (request) => fetch(request)
