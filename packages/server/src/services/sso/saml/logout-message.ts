import type { FastifyRequest } from 'fastify'
import { type MessageKind, readPost, readRedirect, SamlError } from '../../../protocols/saml/index.ts'
import type { LogoutSource } from '../../../protocols/saml/logout.ts'
import type { LoggedMessage } from '../flow/index.ts'
import { loggedFragment, loggedXml } from './logged-message.ts'

/** A logout message as it arrived: nothing of it is verified. */
export type ReceivedLogout = {
  kind: MessageKind
  source: LogoutSource
  relayState: string | null
  message: LoggedMessage
}

/** Reads which message a request to the single logout service brings; nothing when that is not clear. */
export function readLogoutMessage(request: FastifyRequest): ReceivedLogout | undefined {
  const given = (request.method === 'POST' ? request.body : request.query) as
    | Record<string, unknown>
    | undefined
  const { SAMLRequest, SAMLResponse, RelayState } = given ?? {}
  const value = SAMLRequest ?? SAMLResponse
  // One that is given twice is a list.
  if (typeof value !== 'string' || (SAMLRequest !== undefined && SAMLResponse !== undefined)) return undefined
  const kind: MessageKind = SAMLRequest === undefined ? 'SAMLResponse' : 'SAMLRequest'
  const relayState = typeof RelayState === 'string' && RelayState !== '' ? RelayState : null
  const source: LogoutSource =
    request.method === 'POST'
      ? { binding: 'post', value, relayState }
      : { binding: 'redirect', query: request.url.slice(request.url.indexOf('?') + 1) }
  return { kind, source, relayState, message: loggedLogout(kind, source, value) }
}

function loggedLogout(kind: MessageKind, source: LogoutSource, value: string): LoggedMessage {
  const name = kind === 'SAMLRequest' ? 'saml_logout_request' : 'saml_logout_response'
  try {
    const xml = source.binding === 'post' ? readPost(source.value) : readRedirect(source.query, kind).xml
    return loggedXml('received', name, xml)
  } catch (error) {
    if (error instanceof SamlError) return loggedFragment(name, value)
    throw error
  }
}
