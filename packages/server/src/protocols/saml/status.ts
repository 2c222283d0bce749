import { attributeOf, childrenNamed } from './elements.ts'
import { quoted, SamlError, type SamlErrorDetail } from './error.ts'
import { namespaces } from './names.ts'
import type { XmlElement } from './xml.ts'

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/**
 * Requires that the identity provider reports success (SAML Core, 3.2.2).
 *
 * An error is mostly not signed. It may be told, as what the message claims; nobody is signed in by it.
 *
 * @throws {SamlError} `status_error`, with the codes and the text of the identity provider in its detail
 */
export function requireSuccess(response: XmlElement): void {
  const status = first(response, 'Status')
  const code = status && first(status, 'StatusCode')
  const value = (code && attributeOf(code, 'Value')) ?? ''
  if (value === success) return
  const subCode = code && first(code, 'StatusCode')
  throw statusError({
    status: value,
    sub_status: (subCode && attributeOf(subCode, 'Value')) ?? '',
    status_message: (status && first(status, 'StatusMessage')?.text) ?? '',
    in_response_to: attributeOf(response, 'InResponseTo') ?? '',
  })
}

function first(parent: XmlElement, localName: string): XmlElement | undefined {
  return childrenNamed(parent, namespaces.protocol, localName)[0]
}

function statusError(received: Record<string, string>): SamlError {
  const detail: SamlErrorDetail = {}
  for (const [name, value] of Object.entries(received)) {
    if (value !== '') detail[name] = value.slice(0, 500)
  }
  const codes = [received.status, received.sub_status].filter(Boolean).join(', ')
  const message = received.status_message
  return new SamlError(
    'status_error',
    `The identity provider answered with an error: ${quoted(codes || 'no status')}${message ? `, ${quoted(message)}` : ''}.`,
    detail,
  )
}
