import { createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import {
  type ContentAlgorithm,
  contentAlgorithms,
  oaepDigests,
  transportAlgorithms,
} from './encryption-algorithms.ts'
import { namespaces } from './names.ts'
import { element, type Markup, prefixes } from './write.ts'

export type EncryptOptions = {
  content?: keyof typeof contentAlgorithms
  transport?: keyof typeof transportAlgorithms
}

/**
 * Encrypts an assertion as an identity provider does: under a fresh key, which is encrypted for the certificate.
 *
 * @param assertionXml the Assertion, which has to declare the namespaces that it uses itself
 * @returns the EncryptedAssertion
 */
export function encryptAssertion(
  assertionXml: string,
  certificatePem: string,
  { content = 'aes256-gcm', transport = 'rsa-oaep-mgf1p' }: EncryptOptions = {},
): string {
  const algorithm = contentAlgorithms[content]
  const key = randomBytes(algorithm.keyBytes)
  const encryptedKey = element(
    'xenc:EncryptedKey',
    {},
    transportMethod(transport),
    cipherData(encryptKey(key, certificatePem, transport)),
  )
  return element(
    'saml:EncryptedAssertion',
    { 'xmlns:saml': prefixes.saml },
    element(
      'xenc:EncryptedData',
      { 'xmlns:xenc': namespaces.encryption, Type: 'http://www.w3.org/2001/04/xmlenc#Element' },
      element('xenc:EncryptionMethod', { Algorithm: algorithm.uri }),
      element('ds:KeyInfo', { 'xmlns:ds': prefixes.ds }, encryptedKey),
      cipherData(encryptContent(algorithm, Buffer.from(assertionXml), key)),
    ),
  ).toString()
}

function transportMethod(transport: keyof typeof transportAlgorithms): Markup {
  const { uri } = transportAlgorithms[transport]
  const digest = transport === 'rsa-oaep' ? oaepDigests.sha256 : oaepDigests.sha1
  return element(
    'xenc:EncryptionMethod',
    { Algorithm: uri },
    transport !== 'rsa-1_5' && element('ds:DigestMethod', { Algorithm: digest.uri }),
    transport === 'rsa-oaep' &&
      element('xenc11:MGF', { 'xmlns:xenc11': namespaces.encryption11, Algorithm: digest.mgf }),
  )
}

function cipherData(bytes: Buffer): Markup {
  return element('xenc:CipherData', {}, element('xenc:CipherValue', {}, bytes.toString('base64')))
}

function encryptKey(
  key: Buffer,
  certificatePem: string,
  transport: keyof typeof transportAlgorithms,
): Buffer {
  const { padding } = transportAlgorithms[transport]
  const oaepHash = transport === 'rsa-oaep' ? 'sha256' : 'sha1'
  return publicEncrypt({ key: new X509Certificate(certificatePem).publicKey, padding, oaepHash }, key)
}

function encryptContent(
  { cipher, ivBytes, authenticated }: ContentAlgorithm,
  plain: Buffer,
  key: Buffer,
): Buffer {
  const iv = randomBytes(ivBytes)
  if (authenticated) {
    const gcm = createCipheriv(cipher as 'aes-256-gcm', key, iv)
    return Buffer.concat([iv, gcm.update(plain), gcm.final(), gcm.getAuthTag()])
  }
  const cbc = createCipheriv(cipher, key, iv)
  return Buffer.concat([iv, cbc.update(plain), cbc.final()])
}
