import type { Kernel } from '../../../kernel/kernel.ts'
import { OutboundError } from '../../../kernel/outbound/outbound.ts'
import { attributeOf, childrenNamed, trimmedTextOf } from '../../../protocols/saml/elements.ts'
import { parseXml, readCertificate, type XmlElement } from '../../../protocols/saml/index.ts'
import { namespaces } from '../../../protocols/saml/names.ts'
import { metadataAddress } from '../addresses.ts'
import { SimulatorProblem } from '../problem.ts'

/**
 * The certificate to encrypt with, from the metadata of the service provider.
 *
 * @throws {SimulatorProblem} where it publishes none
 */
export async function findEncryptionCertificate(kernel: Kernel, acsUrl: string): Promise<string> {
  const address = metadataAddress(new URL(acsUrl))
  const xml = address && (await fetchMetadata(kernel, address))
  const certificate = xml && encryptionCertificateIn(parseXml(xml))
  if (certificate) return certificate
  throw new SimulatorProblem(
    'The service provider publishes no certificate to encrypt with. Give the connection an encryption key.',
  )
}

async function fetchMetadata(kernel: Kernel, address: string): Promise<Buffer | undefined> {
  try {
    const { status, body } = await kernel.outbound.fetch(address, { maxBytes: 512 * 1024 })
    return status === 200 ? body : undefined
  } catch (error) {
    if (error instanceof OutboundError) return undefined
    throw error
  }
}

/** SAML Metadata 2.0, 2.4.1.1: a key without `use` serves for everything. */
function encryptionCertificateIn(metadata: XmlElement): string | undefined {
  const keys = childrenNamed(metadata, namespaces.metadata, 'SPSSODescriptor').flatMap((role) =>
    childrenNamed(role, namespaces.metadata, 'KeyDescriptor'),
  )
  const key =
    keys.find((one) => attributeOf(one, 'use') === 'encryption') ??
    keys.find((one) => attributeOf(one, 'use') === undefined)
  const certificate = key && descendants(key).find(({ localName }) => localName === 'X509Certificate')
  return certificate && readCertificate(trimmedTextOf(certificate)).pem
}

const descendants = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((child) => [child, ...descendants(child)])
