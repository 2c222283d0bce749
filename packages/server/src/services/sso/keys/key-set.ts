import { X509Certificate } from 'node:crypto'
import type { JsonWebKeySet } from '@portico/contract'
import { currentSigningKeys } from '../../../kernel/crypto/signing-key-store.ts'
import type { SigningKey } from '../../../kernel/crypto/signing-keys.ts'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { issueSelfSignedCertificate } from '../../../protocols/saml/index.ts'

/** Longer than any key is published. */
const certificateLastsMs = 10 * 365 * 86_400_000

/** How long a node shows what it has read. Much less than a key is published before it signs. */
const keptMs = 60_000

/** The public keys of an environment, as they are published. */
export async function findKeySet(kernel: Kernel, environmentId: string): Promise<JsonWebKeySet> {
  const kept = kernel.caches.create<JsonWebKeySet>('sso_key_sets', { ttlMs: keptMs })
  return (await kept.get(environmentId, () => loadKeySet(kernel, environmentId))) as JsonWebKeySet
}

async function loadKeySet(kernel: Kernel, environmentId: string): Promise<JsonWebKeySet> {
  const { sql } = kernel.database
  const { published } = await currentSigningKeys(sql, environmentId, {
    keyring: kernel.keyring,
    now: kernel.clock.now(),
  })
  const certificates = await certificatesOf(kernel, environmentId, published)
  const keys = published.flatMap(({ id, publicJwk }) => {
    const certificate = certificates.get(id)
    if (publicJwk.alg !== 'RS256' || !certificate) return []
    const { raw, fingerprint256 } = new X509Certificate(certificate)
    return [
      {
        ...publicJwk,
        // RFC 7517, 4.7: base64, not base64url.
        x5c: [raw.toString('base64')],
        'x5t#S256': Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
      },
    ]
  })
  return { keys }
}

/** The certificate of each key. The first node that needs one makes it, and all others show the same. */
async function certificatesOf(
  { database: { sql }, clock }: Kernel,
  environmentId: string,
  keys: readonly SigningKey[],
): Promise<Map<string, string>> {
  const known = await listCertificates(sql, environmentId)
  const missing = keys.filter(({ id }) => !known.has(id))
  if (missing.length === 0) return known
  const now = clock.now()
  for (const { id, privateKey, publicKey } of missing) {
    const certificate = await issueSelfSignedCertificate({
      commonName: environmentId,
      notBefore: now,
      notAfter: new Date(now.getTime() + certificateLastsMs),
      keys: { privateKey, publicKey },
    })
    await sql`
      insert into sso_key_certificates (environment_id, key_id, certificate, created_at)
      values (${environmentId}, ${id}, ${certificate}, ${now})
      on conflict (environment_id, key_id) do nothing`
  }
  return listCertificates(sql, environmentId)
}

async function listCertificates(sql: Queryable, environmentId: string): Promise<Map<string, string>> {
  const rows = await sql<{ key_id: string; certificate: string }[]>`
    select key_id, certificate from sso_key_certificates where environment_id = ${environmentId}`
  return new Map(rows.map(({ key_id, certificate }) => [key_id, certificate]))
}
