import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import { guardedFetch } from './fetch.ts'

/** The keys that an identity provider publishes (RFC 7517), read when they are needed. */
export type RemoteKeys = JWTVerifyGetKey & { reload(): Promise<void> }

/** Keys that are read again after ten minutes; sooner for a key that is not known, though not twice in half a minute. */
export function remoteKeys(kernel: Pick<Kernel, 'outbound'>, jwksUri: string): RemoteKeys {
  return createRemoteJWKSet(new URL(jwksUri), {
    [customFetch]: guardedFetch(kernel),
    timeoutDuration: 10_000,
  })
}

/** Signatures that only the holder of a private key can make. */
export const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
