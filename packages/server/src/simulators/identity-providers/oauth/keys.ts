import { exportJWK, type JWK } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import { deleteOldKeys, keyNamed, keysUnder, type SimulatorKey } from '../keys.ts'
import { keyOf, type Simulator } from '../simulator.ts'

// Each simulator has generations of keys. All that are left are published; the newest signs.

const prefixOf = (simulator: Simulator) => `${keyOf(simulator)}/`
const make = (kernel: Kernel, simulator: Simulator, generation: number) =>
  keyNamed(kernel, `${prefixOf(simulator)}${generation}`, `Acme IdP, playing ${simulator.plays}`)

export async function currentKey(kernel: Kernel, simulator: Simulator): Promise<SimulatorKey> {
  const [newest] = await keysUnder(kernel, prefixOf(simulator))
  return newest ?? make(kernel, simulator, 1)
}

/** Makes the next key, with which everything is signed from then on. */
export async function rotateKey(kernel: Kernel, simulator: Simulator): Promise<SimulatorKey> {
  const { id } = await currentKey(kernel, simulator)
  const next = await make(kernel, simulator, Number(id.slice(prefixOf(simulator).length)) + 1)
  await deleteOldKeys(kernel, prefixOf(simulator))
  return next
}

export const otherKey = (kernel: Kernel) => keyNamed(kernel, 'oauth/another', 'Another identity provider')

/** What is published (RFC 7517). */
export async function jwks(kernel: Kernel, simulator: Simulator): Promise<{ keys: JWK[] }> {
  await currentKey(kernel, simulator)
  const keys = await keysUnder(kernel, prefixOf(simulator))
  return { keys: await Promise.all(keys.map(jwkOf)) }
}

const jwkOf = async (key: SimulatorKey): Promise<JWK> => ({
  ...(await exportJWK(key.publicKey)),
  kid: kidOf(key),
  use: 'sig',
  alg: 'RS256',
})

/** Names of keys are not secret; this one is as good as any. */
export const kidOf = ({ id }: SimulatorKey): string => id.replaceAll('/', '-')
