import { type KeyObject, X509Certificate } from 'node:crypto'
import { readCertificate } from './certificate.ts'

/** A certificate of the identity provider, as the connection has it. Keys come from the connection alone. */
export type IdpCertificate = { readonly pem: string }

export type VerificationKey = {
  readonly publicKey: KeyObject
  readonly fingerprint: string
  readonly notAfter: Date
}

// Parsing a certificate costs more than checking a signature with it.
const most = 500
const known = new Map<string, VerificationKey>()

/** The key of a certificate. @throws {SamlError} `certificate_invalid` or `key_refused` */
export function verificationKey({ pem }: IdpCertificate): VerificationKey {
  const remembered = known.get(pem)
  if (remembered) return remembered
  const certificate = readCertificate(pem)
  const { publicKey } = new X509Certificate(certificate.pem)
  const key = { publicKey, fingerprint: certificate.fingerprint, notAfter: certificate.notAfter }
  if (known.size >= most) known.delete(known.keys().next().value!)
  known.set(pem, key)
  return key
}
