import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Kernel } from '../../kernel/kernel.ts'
import { generateKeyPairWithCertificate } from '../../protocols/saml/index.ts'

/** A key pair of a simulator: made when first used, and the same ever after. */
export type SimulatorKey = { id: string; privateKey: KeyObject; publicKey: KeyObject; certificatePem: string }

type Row = { id: string; private_key: Buffer; certificate: string }

const known = new WeakMap<Kernel, Map<string, Promise<SimulatorKey>>>()

/** The key of that name. @param commonName what its certificate says */
export function keyNamed(kernel: Kernel, id: string, commonName: string): Promise<SimulatorKey> {
  const keys = known.get(kernel) ?? new Map<string, Promise<SimulatorKey>>()
  known.set(kernel, keys)
  let key = keys.get(id)
  if (!key) {
    key = findOrMake(kernel, id, commonName)
    keys.set(id, key)
    key.catch(() => keys.delete(id))
  }
  return key
}

/** How many generations of a key are kept, and published. */
const keptKeys = 5

/** The keys whose names begin so, newest first. */
export async function keysUnder(kernel: Kernel, prefix: string): Promise<SimulatorKey[]> {
  const rows = await kernel.database.sql<Row[]>`
    select id, private_key, certificate from simulator_keys
    where starts_with(id, ${prefix}) order by length(id) desc, id desc limit ${keptKeys}`
  return rows.map((row) => opened(kernel, row))
}

/** Forgets the oldest of them. */
export async function deleteOldKeys({ database }: Kernel, prefix: string): Promise<void> {
  await database.sql`
    delete from simulator_keys where id in (
      select id from simulator_keys where starts_with(id, ${prefix})
      order by length(id) desc, id desc offset ${keptKeys})`
}

async function findOrMake(kernel: Kernel, id: string, commonName: string): Promise<SimulatorKey> {
  const { sql } = kernel.database
  const find = () => sql<Row[]>`select id, private_key, certificate from simulator_keys where id = ${id}`
  const [present] = await find()
  if (present) return opened(kernel, present)
  const { privateKeyPem, certificatePem } = await generateKeyPairWithCertificate({
    commonName,
    // Wherever the clock is moved to, it is the simulator's other habits that are tried.
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2049-12-31T00:00:00Z'),
  })
  // Where another node was faster, its key is the one.
  await sql`
    insert into simulator_keys (id, private_key, certificate, created_at)
    values (${id}, ${kernel.keyring.seal(privateKeyPem, place(id))}, ${certificatePem}, ${kernel.clock.now()})
    on conflict (id) do nothing`
  const [stored] = await find()
  return opened(kernel, stored as Row)
}

function opened(kernel: Kernel, { id, private_key, certificate }: Row): SimulatorKey {
  return {
    id,
    privateKey: createPrivateKey(kernel.keyring.open(private_key, place(id))),
    publicKey: new X509Certificate(certificate).publicKey,
    certificatePem: certificate,
  }
}

const place = (id: string) => `simulator_keys/${id}/private_key`
