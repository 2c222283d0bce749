// The keys that an identity provider signs with, as its metadata list them.
import { X509Certificate } from 'node:crypto'
import { type Certificate, readCertificate } from './certificate.ts'
import { attributeOf, childrenNamed, textOf } from './elements.ts'
import { SamlError } from './error.ts'
import { namespaces } from './names.ts'
import type { XmlElement } from './xml.ts'

const maxCertificates = 50

/** @throws {SamlError} when there is none that signatures could be checked with */
export function signingCertificates(role: XmlElement): {
  signingCertificates: string[]
  ignoredCertificates: string[]
} {
  const read = certificateData(role).map((data) => data.map(readOrExplain))
  const ignored = read.flat().filter((result) => typeof result === 'string')
  const certificates = read.flatMap((data) => leaves(data.filter((result) => typeof result !== 'string')))
  if (certificates.length === 0) throw noCertificate(ignored)
  return {
    // The same certificate often stands there twice, for signing and for whatever.
    signingCertificates: [...new Set(certificates.map(({ pem }) => pem))],
    ignoredCertificates: [...new Set(ignored)],
  }
}

/** The texts of the certificates, each `X509Data` by itself. A key without `use` is for signing too (Metadata, 2.4.1.1). */
function certificateData(role: XmlElement): string[][] {
  const data = childrenNamed(role, namespaces.metadata, 'KeyDescriptor')
    .filter((key) => ['signing', undefined].includes(attributeOf(key, 'use')))
    .flatMap((key) => childrenNamed(key, namespaces.signature, 'KeyInfo'))
    .flatMap((keyInfo) => childrenNamed(keyInfo, namespaces.signature, 'X509Data'))
    .map((x509) => childrenNamed(x509, namespaces.signature, 'X509Certificate').map(textOf))
  if (data.flat().length <= maxCertificates) return data
  throw invalid(`The metadata list more than ${maxCertificates} certificates of one identity provider.`)
}

function readOrExplain(text: string): Certificate | string {
  try {
    return readCertificate(text)
  } catch (error) {
    if (error instanceof SamlError) return error.message
    throw error
  }
}

/**
 * Those that issued none of the others. One `X509Data` is about one key (XML Signature, 4.5.4): what else is in it is the
 * chain above, and an authority that signs certificates for many must not speak for this identity provider.
 */
function leaves(certificates: Certificate[]): Certificate[] {
  if (certificates.length < 2) return certificates
  const parsed = certificates.map(({ pem }) => new X509Certificate(pem))
  return certificates.filter(
    (_, index) =>
      !parsed.some((other, at) => at !== index && other.checkIssued(parsed[index] as X509Certificate)),
  )
}

function noCertificate(ignored: string[]): SamlError {
  if (ignored[0]) return invalid(`None of the certificates in the metadata can be used. ${ignored[0]}`)
  return invalid(
    'The metadata hold no signing certificate (KeyDescriptor with an X509Certificate). Export them again with one.',
  )
}

const invalid = (message: string) => new SamlError('metadata_invalid', message)
