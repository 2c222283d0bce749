import { Resolver } from 'node:dns/promises'
import type { StoredDomain, TxtRecords } from './rules.ts'

// A resolver that is slow or silent costs this much and no more. How much it can say is bounded by DNS itself: a
// message has at most 64 KiB.
const timeoutMs = 2_000
const tries = 2
const deadlineMs = 8_000

/**
 * Reads the TXT records at the places where the proof of a domain may stand.
 *
 * @param servers `host:port` each; the machine's own when empty
 * @throws when a server is not written as an address, which no retry mends
 */
export async function readTxtRecords(
  servers: readonly string[],
  { domain, verification_prefix }: StoredDomain,
): Promise<TxtRecords> {
  const resolver = new Resolver({ timeout: timeoutMs, tries })
  if (servers.length > 0) resolver.setServers(servers)
  const deadline = setTimeout(() => resolver.cancel(), deadlineMs)
  try {
    const [apex, label] = await Promise.all([
      resolveTxt(resolver, domain),
      verification_prefix ? resolveTxt(resolver, `${verification_prefix}.${domain}`) : [],
    ])
    return { apex, label }
  } finally {
    clearTimeout(deadline)
  }
}

/** The texts at a name. No name, no records, no answer: each means that there is nothing to read there now. */
async function resolveTxt(resolver: Resolver, name: string): Promise<string[]> {
  try {
    return (await resolver.resolveTxt(name)).map((chunks) => chunks.join(''))
  } catch {
    return []
  }
}
