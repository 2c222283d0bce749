// The signature of a message in a URL: over its parameters, not in its XML (SAML Bindings 2.0, 3.4.4.1).
import { type KeyObject, sign } from 'node:crypto'
import { Exceptions, signatureAlgorithms, type WeakAlgorithm } from './algorithms.ts'
import { SamlError } from './error.ts'
import type { SignatureTrust } from './signature.ts'
import { verifySignatureValue } from './signature-value.ts'

export interface RedirectSignature {
  /** The URI of the algorithm, as the message names it. */
  algorithm: string
  value: Buffer
  /** What was signed: the parameters as they arrived, for no two senders escape alike. */
  octets: string
}

/** The key that signs what is sent in URLs. */
export interface RedirectSigner {
  privateKey: KeyObject
  algorithm?: 'rsa-sha256' | 'rsa-sha384' | 'rsa-sha512'
}

/** The URI for `SigAlg`. */
export const signatureAlgorithmUri = ({ algorithm = 'rsa-sha256' }: RedirectSigner): string =>
  signatureAlgorithms[algorithm].uri

/** The value for `Signature`. */
export function signOctets(octets: string, { privateKey, algorithm = 'rsa-sha256' }: RedirectSigner): string {
  return sign(signatureAlgorithms[algorithm].hash, Buffer.from(octets), privateKey).toString('base64')
}

/**
 * Verifies that a message was signed with a key of the connection.
 *
 * @param message from `readRedirect`
 * @returns which certificate it was, and which exceptions were used: to be logged
 * @throws {SamlError} whose `code` names what failed; `signature_missing` where there is no signature
 */
export function verifyRedirectSignature(
  { signature }: { signature: RedirectSignature | null },
  { certificates, weakAlgorithms, now }: SignatureTrust,
): { signedBy: string; weakAlgorithms: readonly WeakAlgorithm[] } {
  if (certificates.length === 0) {
    throw new SamlError('no_key', 'There is no certificate to verify with, so nothing can be trusted.')
  }
  if (!signature) {
    throw new SamlError('signature_missing', 'The URL has no Signature. The sender has to sign this message.')
  }
  const { octets: bytes, value, algorithm } = signature
  const exceptions = new Exceptions(weakAlgorithms)
  const signedBy = verifySignatureValue(
    { bytes, value, algorithm, keyInfo: undefined },
    { certificates, now },
    exceptions,
  )
  return { signedBy, weakAlgorithms: [...exceptions.used] }
}
