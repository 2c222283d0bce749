import ipaddr from 'ipaddr.js'

/**
 * The network that a client's requests are counted under: an IPv4 address, or an IPv6 /64, since one subscriber holds
 * at least that many addresses. Every spelling of an address gives the same network.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const prefix = parsed.toByteArray().slice(0, 8)
  return `${ipaddr.fromByteArray([...prefix, 0, 0, 0, 0, 0, 0, 0, 0]).toString()}/64`
}
