// Writes the messages of single logout (SAML Core 2.0, 3.7). Unsigned: the binding or `signXml` signs them.
import { statusCodes } from './protocol-names.ts'
import { element, requireXmlId, root } from './write.ts'

/** Whom a logout is about, as the assertion named them. */
export interface LogoutNameId {
  value: string
  format?: string | null
  nameQualifier?: string | null
  spNameQualifier?: string | null
}

interface LogoutMessage {
  /** From `newMessageId`. */
  id: string
  issueInstant: Date
  destination: string
  issuer: string
}

/** How a logout went. Of `partial_logout` only an identity provider can speak: somebody is still signed in elsewhere. */
export type LogoutStatus = 'success' | 'partial_logout' | 'requester' | 'responder'

export function buildLogoutRequest(
  input: LogoutMessage & {
    nameId: LogoutNameId
    /** The sessions to end; none means all of this person's. */
    sessionIndexes?: readonly string[]
    notOnOrAfter?: Date | null
    reason?: string | null
  },
): string {
  const { value, format, nameQualifier, spNameQualifier } = input.nameId
  const qualifiers = { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier }
  return root(
    'samlp:LogoutRequest',
    ['samlp', 'saml'],
    { ...header(input), NotOnOrAfter: input.notOnOrAfter?.toISOString(), Reason: input.reason },
    element('saml:Issuer', {}, input.issuer),
    element('saml:NameID', qualifiers, value),
    (input.sessionIndexes ?? []).map((index) => element('samlp:SessionIndex', {}, index)),
  )
}

export function buildLogoutResponse(
  input: LogoutMessage & { inResponseTo: string; status: LogoutStatus; message?: string | null },
): string {
  const { status, message, inResponseTo } = input
  const code =
    status === 'partial_logout'
      ? element('samlp:StatusCode', { Value: statusCodes.success }, statusCode(statusCodes.partialLogout))
      : statusCode(statusCodes[status])
  return root(
    'samlp:LogoutResponse',
    ['samlp', 'saml'],
    { ...header(input), InResponseTo: requireXmlId(inResponseTo) },
    element('saml:Issuer', {}, input.issuer),
    element('samlp:Status', {}, code, message ? element('samlp:StatusMessage', {}, message) : null),
  )
}

const statusCode = (value: string) => element('samlp:StatusCode', { Value: value })

function header({ id, issueInstant, destination }: LogoutMessage) {
  return {
    ID: requireXmlId(id),
    Version: '2.0',
    IssueInstant: issueInstant.toISOString(),
    Destination: destination,
  }
}
