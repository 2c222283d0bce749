import type { Config } from '../../../kernel/config.ts'
import { type AuthnRequest, readAuthnRequest, readPost, readRedirect } from '../../../protocols/saml/index.ts'
import { isXmlText } from '../../../protocols/saml/write.ts'
import { requireLocalAddress, sloAddress } from '../addresses.ts'
import { type Fields, fieldsOf } from '../fields.ts'
import { SimulatorProblem } from '../problem.ts'
import type { SamlRequest } from './issue.ts'

/** A request as the page of the simulator carries it on. */
export type Asked = SamlRequest & {
  relayState: string | null
  loginHint: string | null
  /** Where the service provider takes logout messages. */
  logoutAddress: string | null
}

/** What came as a message of SAML, by either binding. */
export type ReceivedRequest = { request: AuthnRequest; relayState: string | null; loginHint: string | null }

export function receivedByRedirect(rawQuery: string, query: unknown): ReceivedRequest {
  const { xml, relayState } = readRedirect(rawQuery, 'SAMLRequest')
  return received(xml, relayState, fieldsOf(query))
}

export function receivedByPost(body: unknown, query: unknown): ReceivedRequest {
  const fields = fieldsOf(body)
  const xml = readPost(fields.required('SAMLRequest', 100_000))
  return received(xml, fields.optional('RelayState', maxRelayState), fieldsOf(query))
}

const maxRelayState = 4_096

function received(xml: string | Uint8Array, relayState: string | null, query: Fields): ReceivedRequest {
  const request = readAuthnRequest(xml)
  // Identity providers take the name of who is expected in the request, or beside it.
  return { request, relayState, loginHint: query.optional('login_hint', 320) ?? request.subject }
}

/** What the page carries on of a request, by the names that `askedIn` reads. */
export const carriedOn = (
  { request, relayState, loginHint }: ReceivedRequest,
  acsUrl: string,
): Record<string, string | null> => ({
  acs: acsUrl,
  audience: request.issuer,
  in_response_to: request.id,
  name_id_format: request.nameIdFormat,
  relay_state: relayState,
  login_hint: loginHint,
})

/** Reads what the page carries on. Nobody's word is taken for it: it is checked as if it had come from anywhere. */
export function askedIn(config: Pick<Config, 'publicUrl'>, fields: Fields): Asked {
  const acsUrl = fields.required('acs')
  const address = requireLocalAddress(config, 'acs', acsUrl)
  const slo = fields.optional('slo')
  return {
    // As it was given: receivers compare it as text.
    acsUrl,
    audience: requireXmlText('audience', fields.required('audience', 1_024)),
    inResponseTo: requireId(fields.optional('in_response_to', 256)),
    nameIdFormat: fields.optional('name_id_format', 256),
    relayState: fields.optional('relay_state', maxRelayState),
    loginHint: fields.optional('login_hint', 320),
    logoutAddress: slo === null ? sloAddress(address) : requireLocalAddress(config, 'slo', slo).href,
  }
}

export const toFields = (asked: Asked): Record<string, string | null> => ({
  acs: asked.acsUrl,
  audience: asked.audience,
  in_response_to: asked.inResponseTo,
  name_id_format: asked.nameIdFormat,
  relay_state: asked.relayState,
  slo: asked.logoutAddress,
})

function requireXmlText(name: string, text: string): string {
  if (isXmlText(text)) return text
  throw new SimulatorProblem(`${name} holds a character that no XML document can hold.`)
}

function requireId(id: string | null): string | null {
  if (id === null || /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(id)) return id
  throw new SimulatorProblem(
    'The ID of the request is no xs:ID: it must begin with a letter or an underscore.',
  )
}
