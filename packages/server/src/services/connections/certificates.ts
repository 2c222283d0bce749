import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Environment } from '../../kernel/http/context.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import {
  type Certificate,
  generateKeyPairWithCertificate,
  readCertificate,
} from '../../protocols/saml/index.ts'
import { nextNoticeAt } from './notices.ts'
import { refusing } from './refusals.ts'
import { sealPrivateKey } from './secrets.ts'
import type { CertificatePurpose, StoredCertificate } from './stored.ts'

/** Where a certificate goes. */
export type CertificateOwner = { environment: Pick<Environment, 'id'>; connectionId: string; now: Date }

const validYears = 5
const maxPemLength = 20_000

/** A certificate with which the identity provider signs. */
export function idpCertificate(
  owner: CertificateOwner,
  certificate: Certificate,
  { fromMetadata }: { fromMetadata: boolean },
): StoredCertificate {
  return { ...storedCertificate(owner, 'idp_signing', certificate), from_metadata: fromMetadata }
}

/** @throws `invalid_identity_provider` with what is wrong about it */
export const readIdpCertificate = (pem: string): Certificate => refusing(() => readCertificate(pem))

/** A key pair of the connection's own, made on another thread. */
export async function newKeyPair(
  kernel: Pick<Kernel, 'keyring'>,
  owner: CertificateOwner,
  purpose: Exclude<CertificatePurpose, 'idp_signing'>,
): Promise<StoredCertificate> {
  const notAfter = new Date(owner.now)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + validYears)
  const { privateKeyPem, certificatePem } = await generateKeyPairWithCertificate({
    commonName: `Portico ${owner.connectionId}`,
    notBefore: owner.now,
    notAfter,
  })
  return sealed(kernel, owner, purpose, readCertificate(certificatePem), privateKeyPem)
}

/**
 * A key pair that the customer brings along.
 *
 * @param field where it stands in the request
 * @throws a refusal that names the field when the two are no pair, or no RSA keys
 */
export function ownKeyPair(
  kernel: Pick<Kernel, 'keyring'>,
  owner: CertificateOwner,
  purpose: Exclude<CertificatePurpose, 'idp_signing'>,
  { field, key, cert }: { field: string; key: string; cert: string },
): StoredCertificate {
  const certificate = refusing(() => readCertificate(cert))
  const privateKey = readPrivateKey(`${field}.key`, key)
  if (!new X509Certificate(certificate.pem).checkPrivateKey(privateKey)) {
    throw invalidField(`${field}.key`, 'not_a_pair', 'This is not the key of the certificate.')
  }
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return sealed(kernel, owner, purpose, certificate, pem)
}

function readPrivateKey(field: string, pem: string): KeyObject {
  if (pem.includes('ENCRYPTED')) {
    throw invalidField(field, 'encrypted', 'The key is locked with a password. Give it without one.')
  }
  const key = pem.length > maxPemLength ? undefined : parsed(pem)
  if (key?.asymmetricKeyType === 'rsa') return key
  throw invalidField(field, 'invalid_key', 'Must be an RSA private key in PEM.')
}

function parsed(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

function sealed(
  kernel: Pick<Kernel, 'keyring'>,
  owner: CertificateOwner,
  purpose: CertificatePurpose,
  certificate: Certificate,
  privateKeyPem: string,
): StoredCertificate {
  const stored = storedCertificate(owner, purpose, certificate)
  return { ...stored, private_key: sealPrivateKey(kernel, owner.environment.id, stored.id, privateKeyPem) }
}

function storedCertificate(
  { connectionId, now }: CertificateOwner,
  purpose: CertificatePurpose,
  { pem, fingerprint, notBefore, notAfter }: Certificate,
): StoredCertificate {
  return {
    id: newId('saml_x509_cert', now),
    connection_id: connectionId,
    purpose,
    certificate: pem,
    fingerprint,
    private_key: null,
    from_metadata: false,
    withdrawn_at: null,
    not_before: notBefore.toISOString(),
    not_after: notAfter.toISOString(),
    // Nobody has to do anything about the certificates of client assertions: their keys are published by us.
    notice_due_at: purpose === 'jwt_signing' ? null : nextNoticeAt(notAfter, now).toISOString(),
    created_at: now.toISOString(),
  }
}
