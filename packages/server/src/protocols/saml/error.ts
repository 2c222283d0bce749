/**
 * Why a SAML message was refused. One code per check, so that the sign-in log can say what to change.
 */
export type SamlErrorCode =
  // Transport and XML
  | 'too_large'
  | 'malformed_base64'
  | 'malformed_deflate'
  | 'duplicate_parameter'
  | 'parameter_missing'
  | 'parameter_invalid'
  | 'xml_encoding'
  | 'xml_malformed'
  | 'xml_forbidden'
  | 'xml_limit'
  | 'xml_namespace'
  | 'xml_mixed_content'
  | 'xml_duplicate_id'
  // Structure
  | 'unexpected_root'
  | 'unexpected_element'
  | 'unexpected_attribute'
  | 'element_missing'
  | 'attribute_missing'
  | 'value_invalid'
  | 'version_unsupported'
  // Signature
  | 'no_key'
  | 'connection_incomplete'
  | 'signature_missing'
  | 'signature_misplaced'
  | 'signature_malformed'
  | 'signature_reference'
  | 'signature_transform'
  | 'signature_invalid'
  | 'digest_mismatch'
  | 'algorithm_unsupported'
  | 'algorithm_weak'
  | 'key_weak'
  | 'certificate_invalid'
  | 'certificate_expired'
  // Encryption
  | 'encryption_malformed'
  | 'decryption_key_missing'
  | 'decryption_failed'
  // Response and assertion
  | 'status_error'
  | 'response_not_signed'
  | 'assertion_missing'
  | 'several_assertions'
  | 'issuer_mismatch'
  | 'destination_missing'
  | 'destination_mismatch'
  | 'recipient_mismatch'
  | 'audience_missing'
  | 'audience_mismatch'
  | 'in_response_to_mismatch'
  | 'subject_confirmation_missing'
  | 'condition_unsupported'
  | 'not_yet_valid'
  | 'expired'
  | 'session_expired'
  | 'name_id_invalid'
  // Metadata
  | 'metadata_invalid'
  | 'metadata_expired'

/** What is known beside the message, for the log: names and short values, never a secret. */
export type SamlErrorDetail = Record<string, string | number>

/**
 * A SAML message was refused. The message is written for the administrator of the connection: which check failed, what
 * was received and what was expected.
 */
export class SamlError extends Error {
  override readonly name = 'SamlError'
  readonly code: SamlErrorCode
  readonly detail: SamlErrorDetail

  constructor(code: SamlErrorCode, message: string, detail: SamlErrorDetail = {}) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

const longest = 200

/** A received value as it may stand in a message: bounded, on one line, in quotes. */
export function quoted(value: string): string {
  // Cut by code points, so that no half of a surrogate pair stays behind.
  const characters =
    value.length > longest ? `${Array.from(value.slice(0, longest)).slice(0, -1).join('')}…` : value
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a log
  return `"${characters.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')}"`
}
