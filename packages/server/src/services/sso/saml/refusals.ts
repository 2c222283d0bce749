import type { SamlError, SamlErrorCode } from '../../../protocols/saml/index.ts'
import type { RedirectError, Refusal } from '../flow/types.ts'

/** Turns what was found wrong with a response into what the application and the administrator are told. */
export function refusalOf(error: SamlError): Refusal {
  const remedy = remedies[error.code]
  return {
    error: error.code === 'status_error' ? statusErrorOf(error) : 'server_error',
    code: error.code,
    message: remedy ? `${error.message} ${remedy}` : error.message,
  }
}

/** What is found wrong in what is signed, or before anything is decrypted. */
const authentic: ReadonlySet<SamlErrorCode> = new Set([
  'status_error',
  'response_not_signed',
  'issuer_mismatch',
  'destination_missing',
  'destination_mismatch',
  'recipient_mismatch',
  'audience_missing',
  'audience_mismatch',
  'in_response_to_mismatch',
  'subject_confirmation_missing',
  'condition_unsupported',
  'not_yet_valid',
  'expired',
  'session_expired',
])

/**
 * The same, where an assertion was encrypted. The code is shown to whoever sent the response: it must not say how far
 * decryption went, from which what is encrypted could be guessed (XML Encryption 1.1, 6.1.3).
 */
export function encryptedRefusalOf(error: SamlError): Refusal {
  const refusal = refusalOf(error)
  if (authentic.has(error.code)) return refusal
  return { ...refusal, code: 'encrypted_response_refused', message: `${error.code}: ${refusal.message}` }
}

const denied = ['AuthnFailed', 'RequestDenied', 'NoAuthnContext'].map(
  (name) => `urn:oasis:names:tc:SAML:2.0:status:${name}`,
)

/** That the person or the identity provider said no, or that something went wrong there (SAML Core 2.0, 3.2.2.2). */
function statusErrorOf({ detail }: SamlError): RedirectError {
  const codes = [detail.status, detail.sub_status]
  return codes.some((code) => denied.includes(String(code))) ? 'access_denied' : 'server_error'
}

const transport =
  'It was cut or changed on its way: let the person try again, and look for a proxy or filter that rewrites forms.'
const unusual =
  'Identity providers do not send such documents. If this one does, send its support this message.'
const wrongCertificate =
  'Compare the signing certificate that the identity provider uses now with those of the connection.'
const clocks =
  'Compare the clocks of both sides, and the lifetime of assertions at the identity provider. Responses that people keep and post again are refused for this reason too.'
const wrongAddress =
  'Enter the ACS URL and the entity ID of the connection at the identity provider exactly as its metadata show them.'

/** What to change, and where. */
const remedies: Partial<Record<SamlErrorCode, string>> = {
  too_large: 'Let the identity provider send fewer attributes, as by a filter for groups.',
  malformed_base64: transport,
  xml_encoding: transport,
  xml_malformed: transport,
  xml_forbidden: unusual,
  xml_limit: 'Let the identity provider send fewer attributes, as by a filter for groups.',
  xml_namespace: unusual,
  xml_mixed_content: unusual,
  xml_duplicate_id: unusual,
  unexpected_root: 'The identity provider posted another kind of message to the address for responses.',
  unexpected_element: unusual,
  unexpected_attribute: unusual,
  element_missing: unusual,
  attribute_missing: unusual,
  value_invalid: unusual,
  assertion_missing: unusual,
  several_assertions: 'Have the identity provider send one assertion: the one for this application.',
  no_key: 'Give the connection the signing certificate of its identity provider.',
  signature_missing: 'Turn on the signing of assertions at the identity provider.',
  signature_misplaced: unusual,
  signature_malformed: unusual,
  signature_reference: unusual,
  signature_transform: unusual,
  signature_invalid: wrongCertificate,
  digest_mismatch: 'Look for a proxy that rewrites forms; it may also be an attack.',
  algorithm_unsupported: 'Choose RSA with SHA-256 at the identity provider.',
  algorithm_weak: 'The setting weak_algorithms of the connection makes the exception.',
  key_weak: 'Make a new signing key at the identity provider, RSA with 2048 bits or more.',
  certificate_invalid: wrongCertificate,
  certificate_expired:
    'Renew the signing certificate at the identity provider, and add it to the connection.',
  encryption_malformed: unusual,
  decryption_key_missing:
    'Turn off the encryption of assertions at the identity provider, or give the connection an encryption key and its certificate to the identity provider.',
  decryption_failed:
    'Give the identity provider the encryption certificate that the metadata of the connection show now.',
  status_error: 'What went wrong is in the log of the identity provider, at the time of this sign-in.',
  issuer_mismatch:
    'Enter the entity ID of the identity provider in the connection. If it is right there, another identity provider has sent this.',
  destination_missing: wrongAddress,
  destination_mismatch: wrongAddress,
  recipient_mismatch: wrongAddress,
  audience_mismatch: wrongAddress,
  condition_unsupported: 'Take this condition out of the assertions at the identity provider.',
  not_yet_valid: clocks,
  expired: clocks,
  session_expired: clocks,
  name_id_invalid: 'Choose what the identity provider sends as NameID.',
}

/** Refusals that the protocol core does not know, since they take a store or the settings of the connection. */
export const refusals = {
  connectionInactive: {
    error: 'connection_unlinked',
    code: 'connection_inactive',
    message:
      'A response came for a connection that is not active. Activate the connection, or end the assignment at the identity provider.',
  },
  connectionIncomplete: {
    error: 'connection_unlinked',
    code: 'connection_incomplete',
    message:
      'The connection lacks what its identity provider must tell: give it the entity ID, the SSO URL and a certificate, or the metadata.',
  },
  inResponseToUnknown: {
    error: 'server_error',
    code: 'in_response_to_unknown',
    message:
      'The response answers a request that this connection has not made, that was answered already, or that has timed out. Sign in anew from the application; if it happens again, look at how long the identity provider takes.',
  },
  unsolicited: {
    error: 'idp_initiated_sso_disabled',
    code: 'idp_initiated_sso_disabled',
    message:
      'The identity provider began this sign-in by itself, which the connection does not allow. Sign in from the application, or set idp_initiated_allowed.',
  },
  nowhereToGo: {
    error: 'server_error',
    code: 'redirect_uri_missing',
    message:
      'The identity provider began this sign-in, and no application has a default redirect URI that it could lead to. Register one.',
  },
} as const satisfies Record<string, Refusal>
