import { createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto'
import type { Exceptions } from './algorithms.ts'
import { decodeBase64 } from './base64.ts'
import {
  attributeOf,
  childrenNamed,
  is,
  optionalChild,
  requireAttribute,
  requireChild,
  textOf,
} from './elements.ts'
import {
  type ContentAlgorithm,
  contentAlgorithms,
  oaepDigests,
  type TransportAlgorithm,
  transportAlgorithms,
} from './encryption-algorithms.ts'
import { quoted, SamlError } from './error.ts'
import { namespaces } from './names.ts'
import { parseXml, type XmlElement } from './xml.ts'

const elementType = 'http://www.w3.org/2001/04/xmlenc#Element'
// A private-key operation for each: a message shall not ask for many.
const mostEncryptedKeys = 4

/**
 * Decrypts an EncryptedAssertion and parses what was inside. That it decrypts says nothing about who made it: anybody
 * can encrypt for a public key. The signature has still to be verified.
 *
 * @throws {SamlError} `decryption_failed`, which does not say at which step, so that nobody learns from it
 */
export function decryptAssertion(
  encryptedAssertion: XmlElement,
  keys: readonly KeyObject[],
  exceptions: Exceptions,
): XmlElement {
  if (keys.length === 0) {
    throw new SamlError(
      'decryption_key_missing',
      'The assertion is encrypted, and the connection has no key to decrypt it.',
    )
  }
  const data = requireChild(encryptedAssertion, namespaces.encryption, 'EncryptedData')
  requireElementType(data)
  const algorithm = exceptions.admit<ContentAlgorithm>(methodOf(data).algorithm, contentAlgorithms)
  const cipherText = cipherValue(data)
  const encryptedKeys = findEncryptedKeys(encryptedAssertion, data).map((key) => readKey(key, exceptions))
  for (const key of keys) {
    for (const encryptedKey of encryptedKeys) {
      const inside = open(algorithm, cipherText, contentKey(key, encryptedKey))
      if (inside) return inside
    }
  }
  throw new SamlError(
    'decryption_failed',
    'The assertion cannot be decrypted. Give the identity provider the current encryption certificate of the connection.',
  )
}

function requireElementType(data: XmlElement): void {
  const type = attributeOf(data, 'Type') ?? elementType
  if (type !== elementType) throw malformed(`EncryptedData is of the type ${quoted(type)}`)
}

type Method = { algorithm: string; parameters: readonly XmlElement[] }

function methodOf(encrypted: XmlElement): Method {
  const method = requireChild(encrypted, namespaces.encryption, 'EncryptionMethod')
  return { algorithm: requireAttribute(method, 'Algorithm'), parameters: method.children }
}

function cipherValue(encrypted: XmlElement): Buffer {
  const data = requireChild(encrypted, namespaces.encryption, 'CipherData')
  const [value, ...more] = data.children
  // Not a CipherReference: nothing is fetched for a message.
  if (!value || !is(value, namespaces.encryption, 'CipherValue') || more.length > 0) {
    throw malformed('CipherData holds exactly one CipherValue')
  }
  const bytes = decodeBase64(textOf(value))
  if (!bytes || bytes.length === 0) throw malformed('CipherValue is not base64')
  return bytes
}

/** Inside the KeyInfo, or beside EncryptedData, as some providers place them. */
function findEncryptedKeys(encryptedAssertion: XmlElement, data: XmlElement): XmlElement[] {
  const keyInfo = optionalChild(data, namespaces.signature, 'KeyInfo')
  const keys = [
    ...(keyInfo ? childrenNamed(keyInfo, namespaces.encryption, 'EncryptedKey') : []),
    ...childrenNamed(encryptedAssertion, namespaces.encryption, 'EncryptedKey'),
  ]
  if (keys.length === 0 || keys.length > mostEncryptedKeys) {
    throw malformed(`it has ${keys.length} encrypted keys; accepted are 1 to ${mostEncryptedKeys}`)
  }
  return keys
}

type EncryptedKey = { value: Buffer; padding: number; oaepHash: keyof typeof oaepDigests }

function readKey(encryptedKey: XmlElement, exceptions: Exceptions): EncryptedKey {
  const { algorithm, parameters } = methodOf(encryptedKey)
  const { padding } = exceptions.admit<TransportAlgorithm>(algorithm, transportAlgorithms)
  return { value: cipherValue(encryptedKey), padding, oaepHash: oaepHash(algorithm, parameters) }
}

function oaepHash(algorithm: string, parameters: readonly XmlElement[]): keyof typeof oaepDigests {
  const digest = parameterOf(parameters, namespaces.signature, 'DigestMethod') ?? oaepDigests.sha1.uri
  const mgf = parameterOf(parameters, namespaces.encryption11, 'MGF') ?? oaepDigests.sha1.mgf
  const known = Object.entries(oaepDigests).find(([, each]) => each.uri === digest && each.mgf === mgf)
  if (!known || parameters.some(({ localName }) => localName === 'OAEPparams')) {
    throw new SamlError(
      'algorithm_unsupported',
      `The key is encrypted by ${algorithm} with the digest ${quoted(digest)} and the mask ${quoted(mgf)}. ` +
        'The digest and the mask have to be of the same kind, such as SHA-1 with MGF1-SHA1, and without a label.',
      { algorithm: algorithm.slice(0, 200), digest: digest.slice(0, 200), mgf: mgf.slice(0, 200) },
    )
  }
  return known[0] as keyof typeof oaepDigests
}

function parameterOf(parameters: readonly XmlElement[], namespace: string, localName: string) {
  const parameter = parameters.find((each) => is(each, namespace, localName))
  return parameter && requireAttribute(parameter, 'Algorithm')
}

function contentKey(key: KeyObject, { value, padding, oaepHash }: EncryptedKey): Buffer | undefined {
  try {
    // With PKCS #1 v1.5, OpenSSL answers a wrong padding with a random key, so that this tells nothing.
    return privateDecrypt({ key, padding, oaepHash }, value)
  } catch {
    return undefined
  }
}

function open(
  algorithm: ContentAlgorithm,
  cipherText: Buffer,
  key: Buffer | undefined,
): XmlElement | undefined {
  if (key?.length !== algorithm.keyBytes) return undefined
  if (algorithm.authenticated) {
    const plain = openGcm(algorithm, cipherText, key)
    return plain && parseXml(plain)
  }
  try {
    return parseXml(openCbc(algorithm, cipherText, key))
  } catch {
    // Whether the padding or the XML was wrong would be an oracle.
    return undefined
  }
}

const tagBytes = 16

// XML Encryption 1.1, 5.2.4: the nonce, the ciphertext, the tag of 128 bits.
function openGcm({ cipher, ivBytes }: ContentAlgorithm, bytes: Buffer, key: Buffer): Buffer | undefined {
  if (bytes.length < ivBytes + tagBytes) return undefined
  const decipher = createDecipheriv(cipher as 'aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  const plain = decipher.update(bytes.subarray(ivBytes, -tagBytes))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return plain
}

// XML Encryption 1.1, 5.2.1: the last byte says how many were added; the others are arbitrary.
function openCbc({ cipher, ivBytes }: ContentAlgorithm, bytes: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes.subarray(ivBytes)), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > ivBytes) throw malformed('the padding is wrong')
  return padded.subarray(0, -padding)
}

function malformed(what: string): SamlError {
  return new SamlError('encryption_malformed', `The encryption is not one that is accepted: ${what}.`)
}
