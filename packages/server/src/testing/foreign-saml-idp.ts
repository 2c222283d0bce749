import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { SamlKey } from './saml-idp.ts'

/** What `samlp` is told beside its key: options of its own, by their own names. */
export type ForeignIdpOptions = {
  signResponse?: boolean
  signatureNamespacePrefix?: string
  /** Whose requests it takes; none others then. */
  signingCert?: string
  encryptionCert?: string
  encryptionPublicKey?: string
}

/** Whom it plays, and how. */
export type ForeignIdpStart = {
  issuer: string
  user: Record<string, unknown>
  options: ForeignIdpOptions
}

type Middleware = (request: object, response: object, next: (error: unknown) => void) => void
type Parsed = { assertionConsumerServiceURL: string }
type Samlp = {
  auth(options: Record<string, unknown>): Middleware
  parseRequest(request: object, done: (error: unknown, parsed: Parsed) => void): void
}

/**
 * Runs an identity provider that others wrote, `samlp`, which signs one person in without asking.
 *
 * @returns where it takes requests
 */
export async function startForeignIdp(
  { privateKey, certificate }: SamlKey,
  { issuer, user, options }: ForeignIdpStart,
): Promise<string> {
  // Has no types.
  const samlp = createRequire(import.meta.url)('samlp') as Samlp
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const server = createServer((request, response) =>
    answer(
      samlp,
      { issuer, key, cert: certificate, getUserFromRequest: () => user, ...options },
      request,
      response,
    ),
  )
  onTestFinished(() => void server.close())
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/samlp`
}

function answer(
  samlp: Samlp,
  options: Record<string, unknown>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { searchParams } = new URL(request.url ?? '', 'http://idp')
  const fail = (error: unknown) => response.writeHead(500).end(String(error))
  const express = {
    request: Object.assign(request, { query: Object.fromEntries(searchParams), body: {} }),
    response: Object.assign(response, {
      set: (name: string, value: string) => response.setHeader(name, value),
      send: (body: unknown) => response.end(String(body)),
    }),
  }
  samlp.parseRequest(express.request, (error, parsed) => {
    if (error) return fail(error)
    const acsUrl = parsed.assertionConsumerServiceURL
    const signIn = samlp.auth({
      ...options,
      recipient: acsUrl,
      destination: acsUrl,
      getPostURL: (...given: unknown[]) => (given[3] as (error: null, url: string) => void)(null, acsUrl),
    })
    return signIn(express.request, express.response, fail)
  })
}
