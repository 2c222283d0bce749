import { type KeyObject, X509Certificate } from 'node:crypto'
import { decodeBase64 } from './base64.ts'
import { SamlError } from './error.ts'

export { generateKeyPairWithCertificate, issueSelfSignedCertificate } from './self-signed.ts'

/** A certificate that signatures can be checked with, or messages encrypted for. */
export interface Certificate {
  /** Written anew from the bytes that were read: one spelling of one certificate. */
  pem: string
  notBefore: Date
  notAfter: Date
  /** SHA-256 over the certificate, in hexadecimal. */
  fingerprint: string
  subject: string
  keyType: 'rsa' | 'ec'
  keyBits: number
}

const maxCharacters = 64 * 1024
const minimalRsaBits = 2048
/** Beyond it, one check takes longer than anybody's sign-in is worth. */
const maximalRsaBits = 8192
const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }

/**
 * Reads one X.509 certificate: PEM, also on one line, or the bare base64 that stands in SAML metadata.
 *
 * It says nothing about who issued it and whether it is valid now: in SAML whoever configures it vouches for it.
 *
 * @throws {SamlError} `certificate_invalid` or `key_weak`, with what to do in the message
 */
export function readCertificate(pemOrBase64: string): Certificate {
  const certificate = parse(derOf(pemOrBase64))
  return {
    pem: certificate.toString(),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    ...requireStrongKey(publicKeyOf(certificate)),
  }
}

const invalid = (message: string) => new SamlError('certificate_invalid', message)

function derOf(text: string): Buffer {
  if (text.length > maxCharacters)
    throw invalid('This is too long for a certificate. Give one alone, in PEM.')
  if (/PRIVATE KEY/.test(text)) {
    throw invalid('This holds a private key. Give the certificate alone, and keep the key secret.')
  }
  const body = pemBody(text) ?? text
  // What was pasted from JSON or a settings file has its line ends spelled out.
  const der = decodeBase64(body.replace(/\\r|\\n/g, '\n'))
  if (!der || der.length === 0) {
    throw invalid('This is not a certificate. Give it in PEM, from BEGIN CERTIFICATE to END CERTIFICATE.')
  }
  return der
}

/** What stands between BEGIN and END (RFC 7468), or nothing when there are no such lines. */
function pemBody(text: string): string | undefined {
  const begins = text.match(/-----BEGIN [^-]{0,64}-----/g) ?? []
  if (begins.length === 0) return undefined
  if (begins.length > 1) throw invalid('There are several certificates in this text. Give them one by one.')
  const body = /-----BEGIN (?:X509 )?CERTIFICATE-----([^-]*)-----END (?:X509 )?CERTIFICATE-----/.exec(text)
  if (!body) throw invalid(`This is not a whole certificate in PEM: it says ${begins[0]}.`)
  return body[1]
}

function parse(der: Buffer): X509Certificate {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(der)
  } catch {
    throw invalid('The text is base64, but no X.509 certificate. Export the certificate again, in PEM.')
  }
  // The parser stops where the certificate ends; what comes after it is no part of it.
  if (!certificate.raw.equals(der)) throw invalid('Something follows the certificate. Give it alone.')
  return certificate
}

function publicKeyOf(certificate: X509Certificate): KeyObject {
  try {
    return certificate.publicKey
  } catch {
    throw refusedKey('a key that cannot be read')
  }
}

function requireStrongKey(key: KeyObject): Pick<Certificate, 'keyType' | 'keyBits'> {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength < minimalRsaBits || modulusLength > maximalRsaBits) {
      throw refusedKey(`an RSA key of ${modulusLength} bits`)
    }
    return { keyType: 'rsa', keyBits: modulusLength }
  }
  const bits = key.asymmetricKeyType === 'ec' ? curveBits[namedCurve] : undefined
  if (bits) return { keyType: 'ec', keyBits: bits }
  const received = `a key of type ${[key.asymmetricKeyType, namedCurve].filter(Boolean).join(' ')}`
  throw refusedKey(received)
}

const accepted = `RSA of ${minimalRsaBits} to ${maximalRsaBits} bits, and the curves P-256, P-384 and P-521`

const refusedKey = (received: string) =>
  new SamlError(
    'key_weak',
    `The certificate has ${received}. Accepted are ${accepted}. Make a new one at the identity provider.`,
    { received },
  )
