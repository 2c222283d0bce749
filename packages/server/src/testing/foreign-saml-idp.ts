import { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import type { SamlKey } from './saml-idp.ts'

/** What `samlp` is told beside its key: options of its own, by their own names. */
export type ForeignIdpOptions = {
  signResponse?: boolean
  signatureNamespacePrefix?: string
  /** Whose requests it takes; none others then. */
  signingCert?: string
  encryptionCert?: string
  encryptionPublicKey?: string
}

/** Whom the worker plays, and how. */
export type ForeignIdpStart = {
  issuer: string
  key: string
  cert: string
  user: Record<string, unknown>
  options: ForeignIdpOptions
}

/**
 * Runs an identity provider that others wrote, `samlp`, which signs one person in without asking. In a thread of its
 * own: it wants the XML parser to behave as it did in an earlier version.
 *
 * @returns where it takes requests
 */
export async function startForeignIdp(
  { privateKey, certificate }: SamlKey,
  start: Pick<ForeignIdpStart, 'issuer' | 'user' | 'options'>,
): Promise<string> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const workerData: ForeignIdpStart = { ...start, key, cert: certificate }
  const worker = new Worker(new URL('./foreign-saml-idp-worker.ts', import.meta.url), { workerData })
  onTestFinished(async () => void (await worker.terminate()))
  const port = await new Promise<number>((listening, failed) => {
    worker.once('message', listening)
    worker.once('error', failed)
  })
  return `http://127.0.0.1:${port}/samlp`
}
