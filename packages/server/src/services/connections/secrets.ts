import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Kernel } from '../../kernel/kernel.ts'

type Sealing = Pick<Kernel, 'keyring'>

/** What a client secret is sealed for: this place and no other. */
const clientSecretOf = (environmentId: string, connectionId: string) =>
  `${environmentId}/connections/${connectionId}/client_secret`
const privateKeyOf = (environmentId: string, certificateId: string) =>
  `${environmentId}/connection_certificates/${certificateId}/private_key`

/** Seals the secret of a client, or the key with which Apple has us sign in its place. */
export const sealClientSecret = (
  { keyring }: Sealing,
  environmentId: string,
  connectionId: string,
  secret: string,
): Buffer => keyring.seal(secret, clientSecretOf(environmentId, connectionId))

export const openClientSecret = (
  { keyring }: Sealing,
  environmentId: string,
  connectionId: string,
  sealed: Buffer,
): string => keyring.open(sealed, clientSecretOf(environmentId, connectionId)).toString()

/** Seals the private key of a certificate, as PEM. */
export const sealPrivateKey = (
  { keyring }: Sealing,
  environmentId: string,
  certificateId: string,
  pem: string,
): Buffer => keyring.seal(pem, privateKeyOf(environmentId, certificateId))

export const openPrivateKey = (
  { keyring }: Sealing,
  environmentId: string,
  certificateId: string,
  sealed: Buffer,
): KeyObject => createPrivateKey(keyring.open(sealed, privateKeyOf(environmentId, certificateId)))
