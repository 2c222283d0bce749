export type OutboundErrorCode =
  | 'invalid_url'
  | 'address_not_allowed'
  | 'dns_failed'
  | 'connect_failed'
  | 'tls_failed'
  | 'timeout'
  | 'response_too_large'
  | 'redirect_refused'
  | 'aborted'

/**
 * A request that got no usable answer. `message` is a sentence for the administrator who owns the URL and tells nothing
 * about the network that Portico runs in; `cause` is for the log and may (the address that a name led to).
 */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly code: OutboundErrorCode

  constructor(code: OutboundErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

const dnsCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'EAI_FAIL',
  'ENODATA',
  'ESERVFAIL',
])
const tlsCode =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH|EPROTO$)/
const httpCode = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_))/

/** Says what went wrong on the way to `host`, in the words of an administrator. */
export function describeFailure(error: unknown, host: string): OutboundError {
  const fail = (code: OutboundErrorCode, message: string) =>
    new OutboundError(code, message, { cause: error })
  // One failed connection may end several requests: each gets an error of its own.
  if (error instanceof OutboundError)
    return new OutboundError(error.code, error.message, { cause: error.cause })

  const { code = '', message = '', name } = (error ?? {}) as Partial<NodeJS.ErrnoException>
  if (dnsCodes.has(code)) return fail('dns_failed', `The name ${host} could not be resolved.`)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return fail('timeout', `${host} did not accept a connection in time.`)
  }
  if (tlsCode.test(code)) {
    return fail('tls_failed', `A secure connection to ${host} failed: ${tlsReason(code)}.`)
  }
  if (message.includes('before secure TLS connection')) {
    return fail('tls_failed', `${host} closed the connection before it was secure.`)
  }
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') {
    return fail('aborted', 'The server is shutting down; the request was not made.')
  }
  if (code === 'ECONNREFUSED') return fail('connect_failed', `${host} refused the connection.`)
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return fail('connect_failed', `${host} could not be reached.`)
  }
  if (httpCode.test(code) || name === 'HTTPParserError')
    return fail('connect_failed', `${host} did not answer with valid HTTP.`)
  return fail('connect_failed', `The connection to ${host} broke.`)
}

function tlsReason(code: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired'
    case 'CERT_NOT_YET_VALID':
      return 'its certificate is not valid yet'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another name'
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'its certificate is self-signed'
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'the issuer of its certificate is unknown, or an intermediate certificate is missing'
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return 'it does not speak a version of TLS that is still considered safe'
    default:
      return `it was refused (${code})`
  }
}
