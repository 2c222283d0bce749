import { createHash, verify } from 'node:crypto'
import { type Exceptions, type SignatureAlgorithm, signatureAlgorithms } from './algorithms.ts'
import { decodeBase64 } from './base64.ts'
import { type IdpCertificate, type VerificationKey, verificationKey } from './certificates.ts'
import { SamlError, type SamlErrorDetail } from './error.ts'
import type { XmlElement } from './xml.ts'

export type SignatureValue = {
  /** What was signed: the canonical SignedInfo. */
  bytes: string
  value: Buffer
  /** The URI that the message names. */
  algorithm: string
  keyInfo: XmlElement | undefined
}

/**
 * Finds the certificate of the connection whose key made the signature.
 *
 * @returns its fingerprint
 * @throws {SamlError} `signature_invalid` if there is none, `certificate_expired` if it is no longer valid
 */
export function verifySignatureValue(
  signature: SignatureValue,
  { certificates, now }: { certificates: readonly IdpCertificate[]; now: Date },
  exceptions: Exceptions,
): string {
  const algorithm = exceptions.admit<SignatureAlgorithm>(signature.algorithm, signatureAlgorithms)
  const keys = certificates.map(verificationKey)
  const matching = keys.filter((key) => isMadeBy(key, algorithm, signature))
  const valid = matching.find(({ notAfter }) => now.getTime() <= notAfter.getTime())
  if (valid) return valid.fingerprint
  throw matching[0] ? expired(matching[0]) : invalid(keys, signature)
}

function isMadeBy(
  { publicKey }: VerificationKey,
  algorithm: SignatureAlgorithm,
  { bytes, value }: SignatureValue,
): boolean {
  // The certificate says what kind of key this is; the message has no say in it.
  if (publicKey.asymmetricKeyType !== algorithm.keyType) return false
  // RFC 9231, 2.3.6: an ECDSA signature is r and s side by side, not the structure that X.509 has.
  return verify(algorithm.hash, Buffer.from(bytes), { key: publicKey, dsaEncoding: 'ieee-p1363' }, value)
}

function expired({ fingerprint, notAfter }: VerificationKey): SamlError {
  return new SamlError(
    'certificate_expired',
    `The message is signed with a certificate that expired on ${notAfter.toISOString()}. ` +
      'Have the identity provider sign with a new one, and add that to the connection.',
    { certificate: fingerprint, expired_at: notAfter.toISOString() },
  )
}

function invalid(keys: readonly VerificationKey[], { algorithm, keyInfo }: SignatureValue): SamlError {
  const named = certificateNamedBy(keyInfo)
  const configured = keys.map(({ fingerprint }) => fingerprint)
  const detail: SamlErrorDetail = { algorithm, configured_certificates: configured.slice(0, 10).join(' ') }
  if (named === undefined || configured.includes(named)) {
    return new SamlError(
      'signature_invalid',
      'The signature was not made with a key of the connection.',
      detail,
    )
  }
  return new SamlError(
    'signature_invalid',
    `The message names a certificate that the connection does not have (SHA-256 ${named}). ` +
      'If the identity provider has changed its certificate, add the new one to the connection.',
    { ...detail, message_certificate: named },
  )
}

/** The fingerprint of the certificate in KeyInfo: to tell the administrator, never to verify with. */
function certificateNamedBy(keyInfo: XmlElement | undefined): string | undefined {
  const data = keyInfo?.children.find(({ localName }) => localName === 'X509Data')
  const certificate = data?.children.find(({ localName }) => localName === 'X509Certificate')
  const der = certificate && decodeBase64(certificate.text)
  return der && createHash('sha256').update(der).digest('hex')
}
