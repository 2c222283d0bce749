// An identity provider that we did not write, in a thread of its own. See `foreign-saml-idp.ts`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { ForeignIdpStart } from './foreign-saml-idp.ts'

const require = createRequire(import.meta.url)

// It names no media type, as earlier versions of the parser allowed.
const { DOMParser } = require('@xmldom/xmldom') as { DOMParser: { prototype: Record<string, unknown> } }
const parse = DOMParser.prototype.parseFromString as (text: string, type: string) => unknown
DOMParser.prototype.parseFromString = function (text: string, type = 'text/xml') {
  return parse.call(this, text, type)
}

type Middleware = (request: object, response: object, next: (error: unknown) => void) => void
type Parsed = { assertionConsumerServiceURL: string }
type Samlp = {
  auth(options: Record<string, unknown>): Middleware
  parseRequest(request: object, done: (error: unknown, parsed: Parsed) => void): void
}
const samlp = require('samlp') as Samlp

const { issuer, key, cert, user, options } = workerData as ForeignIdpStart

function answer(request: IncomingMessage, response: ServerResponse): void {
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
      issuer,
      key,
      cert,
      ...options,
      recipient: acsUrl,
      destination: acsUrl,
      getUserFromRequest: () => user,
      getPostURL: (...given: unknown[]) => (given[3] as (error: null, url: string) => void)(null, acsUrl),
    })
    return signIn(express.request, express.response, fail)
  })
}

const server = createServer(answer)
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
