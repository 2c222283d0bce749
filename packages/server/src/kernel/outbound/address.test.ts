import { isIP } from 'node:net'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { refuseAddress } from './address.ts'

const production = { allowPrivate: false }
const development = { allowPrivate: true }

const privateAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '::1',
  'fc00::1',
  'fd12:3456:789a::1',
]

const forbiddenAddresses = {
  'a link-local address': [
    '169.254.169.254',
    '169.254.170.2',
    '169.254.0.1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
  ],
  'a cloud metadata address': [
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd20:ce::254',
  ],
  'an unspecified address': ['0.0.0.0', '0.1.2.3'],
  'a multicast address': ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'a documentation address': ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  'a benchmarking address': ['198.18.0.1', '198.19.255.255'],
  'a reserved address': [
    '192.0.0.1',
    '192.0.0.192',
    '192.88.99.1',
    '240.0.0.1',
    '255.255.255.255',
    '2001::1', // Teredo
    '2001:2::1',
    '2001:20::1',
    '100::1', // discard only, RFC 6666
    'fec0::1', // site-local, deprecated
    '5f00::1', // segment routing, RFC 9602
    '4000::1',
  ],
  'an address that embeds IPv4': [
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:a9fe:a9fe',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '::8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:808:808::1',
  ],
}

const publicAddresses = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '169.253.255.255',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
  '2001:4860:4860::8888',
]

describe('refuseAddress', () => {
  it.each(privateAddresses)('refuses %s, unless private addresses are allowed', (address) => {
    expect(refuseAddress(address, production)).toMatch(/loopback|private|unique-local|shared/)
    expect(refuseAddress(address, development)).toBeUndefined()
  })

  it.each(Object.entries(forbiddenAddresses))('always refuses %s', (kind, addresses) => {
    for (const address of addresses) {
      expect([address, refuseAddress(address, development)]).toEqual([address, kind])
      expect([address, refuseAddress(address, production)]).toEqual([address, kind])
    }
  })

  it.each(publicAddresses)('allows %s', (address) => {
    expect(refuseAddress(address, production)).toBeUndefined()
  })

  it.each([
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '0177.0.0.1',
    '[::1]',
    '1.1.1.1 ',
    '1.1.1.1.',
  ])('refuses "%s", which is not how an address is written', (text) => {
    expect(refuseAddress(text, production)).toBe('not an IP address')
    expect(refuseAddress(text, development)).toBe('not an IP address')
  })

  const anyAddress = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    // Half of them near the special blocks, which a random address would rarely meet.
    fc
      .tuple(fc.constantFrom('2001', '2002', '64', '0', 'fd00', 'fe80', '3fff', '100'), fc.ipV6())
      .map(([prefix, rest]) => `${prefix}:${rest.split(':').slice(-3).join(':') || ':1'}`)
      .filter((address) => isIP(address) === 6),
  )

  it('allows nothing that ipaddr.js, asked independently, takes for special', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        if (refuseAddress(address, production) === undefined) {
          expect(ipaddr.parse(address).range()).toBe('unicast')
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('judges an address the same however it is written', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const spelled = ipaddr.parse(address).toNormalizedString()
        expect(refuseAddress(spelled, production)).toBe(refuseAddress(address, production))
      }),
    )
  })

  it('refuses an IPv4 address that hides in IPv6, whatever the address and whatever is allowed', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        const [a, b, c, d] = v4.split('.').map(Number) as [number, number, number, number]
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
        const disguises = [
          `::ffff:${hex}`,
          `64:ff9b::${hex}`,
          `64:ff9b:1::${hex}`,
          `2002:${hex}::`,
          `2001:0:${hex}::1`,
        ]
        for (const address of disguises) expect(refuseAddress(address, development)).toBeDefined()
      }),
    )
  })
})
