import { generateKeyPair, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
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
  const name = sequence(set(sequence(oid.commonName, tagged(0x0c, Buffer.from(commonName, 'utf8')))))
  const body = sequence(
    explicit(0, integer(Buffer.of(2))), // Version 3: it has extensions.
    integer(serialNumber()),
    sha256WithRsa,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(notAuthority)),
  )
  const signature = await signAsync('sha256', body, keys.privateKey)
  const certificate = new X509Certificate(sequence(body, sha256WithRsa, bitString(signature)))
  if (!certificate.checkPrivateKey(keys.privateKey)) throw new TypeError('The two keys are not a pair.')
  return certificate.toString()
}

const signAsync = promisify(sign)

/** Positive, not zero, and no longer than 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): Buffer {
  const serial = randomBytes(20)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  return serial
}

// What follows writes DER (X.690), as far as a certificate needs it.

const tagged = (tag: number, content: Buffer) =>
  Buffer.concat([Buffer.of(tag), length(content.length), content])
const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts))
const explicit = (number: number, part: Buffer) => tagged(0xa0 | number, part)
const integer = (value: Buffer) => tagged(0x02, value)
const bitString = (bits: Buffer) => tagged(0x03, Buffer.concat([Buffer.of(0), bits]))
const octetString = (octets: Buffer) => tagged(0x04, octets)

function length(octets: number): Buffer {
  if (octets < 0x80) return Buffer.of(octets)
  return octets < 0x100 ? Buffer.of(0x81, octets) : Buffer.of(0x82, octets >> 8, octets & 0xff)
}

/** UTCTime up to 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5), in whole seconds. */
function time(instant: Date): Buffer {
  const digits = instant.toISOString().replace(/\.\d+Z$|[-:T]/g, '')
  const [tag, text] = instant.getUTCFullYear() < 2050 ? [0x17, digits.slice(2)] : [0x18, digits]
  return tagged(tag, Buffer.from(`${text}Z`, 'latin1'))
}

const oid = {
  commonName: tagged(0x06, Buffer.from('550403', 'hex')), // 2.5.4.3
  basicConstraints: tagged(0x06, Buffer.from('551d13', 'hex')), // 2.5.29.19
  sha256WithRsaEncryption: tagged(0x06, Buffer.from('2a864886f70d01010b', 'hex')), // 1.2.840.113549.1.1.11
}
const sha256WithRsa = sequence(oid.sha256WithRsaEncryption, tagged(0x05, Buffer.alloc(0)))
// No authority: the empty sequence of basicConstraints, critical.
const notAuthority = sequence(oid.basicConstraints, tagged(0x01, Buffer.of(0xff)), octetString(sequence()))
