import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Which addresses and URLs an operator lets requests go to. */
export interface AddressPolicy {
  /**
   * Also allow loopback, private, unique-local and shared (carrier-grade NAT) addresses: for development, and for an
   * installation whose customers all live inside its own network. Everything else on the list stays refused.
   */
  readonly allowPrivate: boolean
}

type Block = readonly [network: string, kind: string]

/** Allowed where private addresses are. */
const privateBlocks: Block[] = [
  ['127.0.0.0/8', 'a loopback address'], // RFC 1122, 3.2.1.3
  ['10.0.0.0/8', 'a private address'], // RFC 1918
  ['172.16.0.0/12', 'a private address'],
  ['192.168.0.0/16', 'a private address'],
  ['100.64.0.0/10', 'a shared (carrier-grade NAT) address'], // RFC 6598
  ['::1/128', 'a loopback address'], // RFC 4291, 2.5.3
  ['fc00::/7', 'a unique-local address'], // RFC 4193
]

/**
 * Never allowed: the IANA special-purpose registries (RFC 6890 and its successors), and the places where clouds keep their
 * metadata services outside the link-local range. Addresses that carry an IPv4 address inside are refused whatever they
 * carry: no receiver needs them, and each is a second spelling of an address that the rest of this list knows.
 */
const forbiddenBlocks: Block[] = [
  ['0.0.0.0/8', 'an unspecified address'], // RFC 1122, 3.2.1.3; Linux connects 0.0.0.0 to itself
  ['100.100.100.200/32', 'a cloud metadata address'], // Alibaba Cloud
  ['168.63.129.16/32', 'a cloud metadata address'], // Azure
  ['169.254.0.0/16', 'a link-local address'], // RFC 3927; 169.254.169.254 is the metadata service of most clouds
  ['192.0.0.0/24', 'a reserved address'], // RFC 6890; 192.0.0.192 is Oracle's metadata service
  ['192.0.2.0/24', 'a documentation address'], // RFC 5737
  ['192.31.196.0/24', 'a reserved address'], // AS112, RFC 7535
  ['192.52.193.0/24', 'a reserved address'], // AMT, RFC 7450
  ['192.88.99.0/24', 'a reserved address'], // 6to4 relays, RFC 7526
  ['192.175.48.0/24', 'a reserved address'], // AS112, RFC 7534
  ['198.18.0.0/15', 'a benchmarking address'], // RFC 2544
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'], // RFC 5771
  ['240.0.0.0/4', 'a reserved address'], // RFC 1112, 4; broadcast included
  ['fd00:ec2::/32', 'a cloud metadata address'], // Amazon
  ['fd20:ce::/32', 'a cloud metadata address'], // Google
  ['2001::/23', 'a reserved address'], // RFC 2928: Teredo (RFC 4380), benchmarking, ORCHID
  ['2001:db8::/32', 'a documentation address'], // RFC 3849
  ['2002::/16', 'an address that embeds IPv4'], // 6to4, RFC 3056
  ['2620:4f:8000::/48', 'a reserved address'], // AS112, RFC 7534
  ['3fff::/20', 'a documentation address'], // RFC 9637
  ['::ffff:0:0/96', 'an address that embeds IPv4'], // IPv4-mapped, RFC 4291, 2.5.5.2
  ['::ffff:0:0:0/96', 'an address that embeds IPv4'], // IPv4-translated, RFC 2765
  ['::/96', 'an address that embeds IPv4'], // IPv4-compatible and unspecified, RFC 4291, 2.5.5.1
  ['64:ff9b::/96', 'an address that embeds IPv4'], // NAT64, RFC 6052
  ['64:ff9b:1::/48', 'an address that embeds IPv4'], // local NAT64, RFC 8215
  ['fe80::/10', 'a link-local address'], // RFC 4291, 2.5.6
  ['ff00::/8', 'a multicast address'], // RFC 4291, 2.7
]

const parsed = (blocks: Block[]) =>
  blocks.map(([network, kind]) => ({ network: ipaddr.parseCIDR(network), kind }))
const privates = parsed(privateBlocks)
const forbidden = parsed(forbiddenBlocks)

/** The only IPv6 space handed out for the internet (RFC 4291, 2.4; IANA). What lies outside is refused, known or not. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/**
 * Says what kind of address this is when requests may not go there ("a loopback address"), or nothing when they may.
 *
 * @param address as the operating system writes it, IPv6 without brackets; anything else is refused
 */
export function refuseAddress(address: string, { allowPrivate }: AddressPolicy): string | undefined {
  if (isIP(address) === 0) return 'not an IP address'
  const ip = ipaddr.parse(address)
  const find = (list: typeof privates) => list.find(({ network }) => within(ip, network))?.kind
  const kind = find(privates)
  // ::1 lies in the IPv4-compatible block, and Amazon's metadata in the unique-local one: loopback is asked for first.
  if (kind === 'a loopback address') return allowPrivate ? undefined : kind
  const never = find(forbidden)
  if (never) return never
  if (kind) return allowPrivate ? undefined : kind
  return ip.kind() === 'ipv6' && !within(ip, globalUnicast) ? 'a reserved address' : undefined
}

function within(ip: ipaddr.IPv4 | ipaddr.IPv6, network: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
  return ip.kind() === network[0].kind() && ip.match(network as [ipaddr.IPv6, number] & [ipaddr.IPv4, number])
}
