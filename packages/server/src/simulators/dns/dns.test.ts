import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDnsSimulator } from './index.ts'

async function simulator() {
  const dns = await startDnsSimulator()
  onTestFinished(() => dns.stop())
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers([dns.address])
  const txt = async (name: string) => (await resolver.resolveTxt(name)).map((chunks) => chunks.join(''))
  return { dns, resolver, txt }
}

describe('the DNS simulator', () => {
  it('answers a real resolver with the records of a name, whatever its case', async () => {
    const { dns, txt } = await simulator()
    dns.set('Acme.com', ['first', 'second'])
    expect(await txt('acme.COM')).toEqual(['first', 'second'])
    expect(dns.asked).toEqual(['acme.com'])
    dns.set('acme.com', ['third'])
    expect(await txt('acme.com')).toEqual(['third'])
  })

  it('knows no other name, nor another type of a known one', async () => {
    const { dns, txt, resolver } = await simulator()
    dns.set('acme.com', ['first'])
    await expect(txt('acme.org')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    await expect(resolver.resolve4('acme.com')).rejects.toMatchObject({ code: 'ENODATA' })
    dns.set('acme.com', [])
    await expect(txt('acme.com')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  it('splits long texts, and answers over TCP what a datagram cannot hold', async () => {
    const { dns, txt } = await simulator()
    const long = 'x'.repeat(1_000)
    const many = Array.from({ length: 1_000 }, (_, i) => `record ${i}`)
    dns.set('acme.com', [long, '', ...many])
    expect((await txt('acme.com')).toSorted()).toEqual([long, '', ...many].toSorted())
  })

  it('fails and keeps silent on demand', async () => {
    const { dns, txt } = await simulator()
    dns.set('broken.com', 'servfail')
    dns.set('silent.com', 'silence')
    await expect(txt('broken.com')).rejects.toMatchObject({ code: 'ESERVFAIL' })
    await expect(txt('silent.com')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  })

  it('goes on after a datagram that is not a query', async () => {
    const { dns, txt } = await simulator()
    const [host, port] = dns.address.split(':')
    const socket = createSocket('udp4')
    for (const noise of ['', 'noise', '\0'.repeat(12)]) socket.send(noise, Number(port), host)
    socket.close()
    await once(socket, 'close')
    dns.set('acme.com', ['first'])
    expect(await txt('acme.com')).toEqual(['first'])
  })

  it('frees its port when it stops', async () => {
    const first = await startDnsSimulator()
    await first.stop()
    const second = await startDnsSimulator({ port: Number(first.address.split(':')[1]) })
    expect(second.address).toBe(first.address)
    await second.stop()
  })
})
