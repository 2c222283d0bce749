import { generateKeyPair, type KeyObject, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'

/** What a certificate of ours says. SAML takes keys by the certificate as it is: nobody vouches for it but we. */
export interface CertificateSubject {
  /** At most 64 characters (RFC 5280, appendix A: ub-common-name). */
  commonName: string
  notBefore: Date
  notAfter: Date
}

const generate = promisify(generateKeyPair)

/** Makes an RSA key and a certificate for it. The key takes some 100 ms, on a thread of its own. */
export async function generateKeyPairWithCertificate(
  subject: CertificateSubject & { modulusLength?: 2048 | 3072 },
): Promise<{ privateKeyPem: string; certificatePem: string }> {
  const keys = await generate('rsa', { modulusLength: subject.modulusLength ?? 2048 })
  return {
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: await issueSelfSignedCertificate({ ...subject, keys }),
  }
}

/**
 * Issues an X.509 certificate (RFC 5280) for an RSA key, signed by that key with SHA-256, as PEM.
 *
 * @throws {TypeError} for a name that a certificate cannot hold, a time that ends before it begins, another key
 */
export async function issueSelfSignedCertificate(
  input: CertificateSubject & { keys: { privateKey: KeyObject; publicKey: KeyObject } },
): Promise<string> {
  const { commonName, notBefore, notAfter, keys } = input
  if (commonName === '' || [...commonName].length > 64) {
    throw new TypeError('The common name of a certificate has 1 to 64 characters.')
  }
  if (!(notBefore < notAfter)) throw new TypeError('The certificate would end before it begins.')
  if (keys.privateKey.asymmetricKeyType !== 'rsa')
    throw new TypeError('Certificates are issued for RSA keys.')
  const { BasicConstraintsExtension, Name, X509CertificateGenerator } = await loadLibrary()
  const issued = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    // As data: in a string, some characters of a name would have a meaning.
    name: new Name([{ CN: [{ utf8String: commonName }] }]),
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys: await webCryptoKeys(keys),
    extensions: [new BasicConstraintsExtension(false, undefined, true)],
  })
  const certificate = new X509Certificate(Buffer.from(issued.rawData))
  if (!certificate.checkPrivateKey(keys.privateKey)) throw new TypeError('The two keys are not a pair.')
  return certificate.toString()
}

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Loaded when a certificate is issued, which is rare: it takes longer than the rest of what a request needs. */
async function loadLibrary() {
  // The library puts its parts together by decorators, and finds their types by this.
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

async function webCryptoKeys({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) {
  const { subtle } = webcrypto
  const pkcs8 = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return {
    privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']),
    publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
  }
}

/** Positive, not zero, and no longer than 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  const serial = randomBytes(20)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  return serial.toString('hex')
}
