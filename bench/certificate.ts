import { type KeyObject, webcrypto } from 'node:crypto'
import 'reflect-metadata'
import { X509CertificateGenerator } from '@peculiar/x509'

/** A certificate of an RSA key that says nothing but the key, in PEM. */
export async function selfSignedCertificate(privateKey: KeyObject): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const { subtle } = webcrypto
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
  const jwk = privateKey.export({ format: 'jwk' })
  const signing = await subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, true, ['sign'])
  const { n = '', e = '' } = jwk
  const publicKey = await subtle.importKey('jwk', { kty: 'RSA', n, e }, algorithm, true, ['verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=idp.acme.example',
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 365 * 86_400_000),
    signingAlgorithm: algorithm,
    keys: { privateKey: signing, publicKey },
  })
  return certificate.toString('pem')
}
