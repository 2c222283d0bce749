import { constants } from 'node:crypto'
import type { WeakAlgorithm } from './algorithms.ts'

export type ContentAlgorithm = {
  uri: string
  cipher: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' | 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc'
  keyBytes: number
  ivBytes: number
  authenticated: boolean
  weak?: WeakAlgorithm
}

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#'
const xmlenc11 = 'http://www.w3.org/2009/xmlenc11#'

// XML Encryption 1.1, 5.2. CBC is not authenticated: whoever can change the ciphertext can read it (padding oracle).
const gcm = { ivBytes: 12, authenticated: true } as const
const cbc = { ivBytes: 16, authenticated: false, weak: 'aes_cbc' } as const

export const contentAlgorithms = {
  'aes128-gcm': { uri: `${xmlenc11}aes128-gcm`, cipher: 'aes-128-gcm', keyBytes: 16, ...gcm },
  'aes192-gcm': { uri: `${xmlenc11}aes192-gcm`, cipher: 'aes-192-gcm', keyBytes: 24, ...gcm },
  'aes256-gcm': { uri: `${xmlenc11}aes256-gcm`, cipher: 'aes-256-gcm', keyBytes: 32, ...gcm },
  'aes128-cbc': { uri: `${xmlenc}aes128-cbc`, cipher: 'aes-128-cbc', keyBytes: 16, ...cbc },
  'aes192-cbc': { uri: `${xmlenc}aes192-cbc`, cipher: 'aes-192-cbc', keyBytes: 24, ...cbc },
  'aes256-cbc': { uri: `${xmlenc}aes256-cbc`, cipher: 'aes-256-cbc', keyBytes: 32, ...cbc },
} as const satisfies Record<string, ContentAlgorithm>

export type TransportAlgorithm = { uri: string; padding: number; weak?: WeakAlgorithm }

// XML Encryption 1.1, 5.5. PKCS #1 v1.5 has told attackers what it found inside since 1998 (Bleichenbacher).
export const transportAlgorithms = {
  'rsa-oaep': { uri: `${xmlenc11}rsa-oaep`, padding: constants.RSA_PKCS1_OAEP_PADDING },
  'rsa-oaep-mgf1p': { uri: `${xmlenc}rsa-oaep-mgf1p`, padding: constants.RSA_PKCS1_OAEP_PADDING },
  'rsa-1_5': { uri: `${xmlenc}rsa-1_5`, padding: constants.RSA_PKCS1_PADDING, weak: 'rsa_pkcs1' },
} as const satisfies Record<string, TransportAlgorithm>

// OAEP does not rest on collisions, so SHA-1 is no weakness here, and it is what identity providers send.
export const oaepDigests = {
  sha1: { uri: 'http://www.w3.org/2000/09/xmldsig#sha1', mgf: `${xmlenc11}mgf1sha1` },
  sha256: { uri: `${xmlenc}sha256`, mgf: `${xmlenc11}mgf1sha256` },
  sha384: { uri: 'http://www.w3.org/2001/04/xmldsig-more#sha384', mgf: `${xmlenc11}mgf1sha384` },
  sha512: { uri: `${xmlenc}sha512`, mgf: `${xmlenc11}mgf1sha512` },
} as const
