import { exposeAll } from '@portico/sdk'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MovableClock } from '../../kernel/clock.ts'
import { type DnsSimulator, startDnsSimulator } from '../../simulators/dns/index.ts'
import { eventually } from '../../testing/eventually.ts'
import { type ServerSettings, testServer } from '../../testing/index.ts'
import { organizationDomainsService } from './index.ts'
import { newDomain, nextCheckAt, outcomeOf } from './rules.ts'

const minute = 60_000
const day = 1440 * minute

/** A server whose DNS is ours, with a domain to verify. `look` runs the job as its turn would. */
async function verifying({ background }: Pick<ServerSettings, 'background'> = {}) {
  const dns = await startDnsSimulator()
  onTestFinished(() => dns.stop())
  const tenant = await testServer({
    env: { PORTICO_DNS_SERVERS: dns.address },
    ...(background !== undefined && { background }),
  })
  const { client, server, environment } = tenant
  const { id: organizationId } = await client.organizations.createOrganization({ name: 'Acme' })
  const create = async (domain: string) =>
    exposeAll(await client.organizationDomains.createOrganizationDomain({ organizationId, domain }))
  const domain = await create('acme.com')
  await server.kernel.database.sql`delete from events where environment_id = ${environment.id}`

  const clock = server.kernel.clock as MovableClock
  return {
    ...tenant,
    dns,
    domain,
    create,
    advance: (ms: number) => clock.setOffset(clock.offsetMs() + ms),
    look: async () => {
      for (const job of organizationDomainsService.jobs?.(server.kernel) ?? []) await job.run()
    },
    stateOf: async (id = domain.id) => (await client.organizationDomains.getOrganizationDomain(id)).state,
  }
}

const verifiedEvents = ['organization_domain.updated', 'organization_domain.verified']
const lookups = (dns: DnsSimulator, name: string) => dns.asked.filter((asked) => asked === name).length

describe('the proof of a domain', () => {
  it.each([
    ['verification_token=<token> at the domain', '', 'verification_token='],
    ['<prefix>=<token> at the domain', '', '<prefix>='],
    ['<token> at <prefix>.<domain>', '<prefix>.', ''],
  ])('is found as %s', async (_, label, prefix) => {
    const { dns, domain, advance, look, client, recorded } = await verifying()
    const filled = (text: string) => text.replace('<prefix>', domain.verificationPrefix ?? '?')
    const others = ['v=spf1 -all', 'verification_token=somebody-elses']
    dns.set(`${filled(label)}acme.com`, [...others, `${filled(prefix)}${domain.verificationToken}`])
    await advance(minute)
    await look()
    const verified = await client.organizationDomains.getOrganizationDomain(domain.id)
    expect(verified).toMatchObject({ state: 'verified', verificationStrategy: 'dns' })
    expect(await recorded.events()).toEqual(verifiedEvents)
    const [updated, event] = await recorded.eventsInFull()
    expect(updated?.context).toMatchObject({
      actor: { source: 'system' },
      previous_attributes: { state: 'pending' },
    })
    expect(event?.data).toMatchObject({ id: domain.id, state: 'verified', updated_at: verified.updatedAt })
  })

  it('is found among thousands of records', async () => {
    const { dns, domain, advance, look, stateOf } = await verifying()
    const noise = Array.from({ length: 2_000 }, (_, i) => `noise ${i}`)
    dns.set('acme.com', [...noise, `verification_token=${domain.verificationToken}`])
    await advance(minute)
    await look()
    expect(await stateOf()).toBe('verified')
  })

  it('is not what only looks like it', async () => {
    const { dns, domain, advance, look, stateOf, create, recorded } = await verifying()
    const token = domain.verificationToken ?? '?'
    const neighbour = await create('neighbour.com')
    dns.set('acme.com', [
      token,
      `verification_token=${neighbour.verificationToken}`,
      `verification_token=${token}x`,
      `x verification_token=${token}`,
      `verification_token=${token.toLowerCase()}`,
      'verification_token=',
      `portico-domain-verification-other=${token}`,
    ])
    dns.set(`${domain.verificationPrefix}.acme.com`, [`${token}x`, ''])
    dns.set('www.acme.com', [`verification_token=${token}`])
    dns.set('com', [`verification_token=${token}`])
    await advance(minute)
    await look()
    expect(await stateOf()).toBe('pending')
    expect(await recorded.events()).toEqual(['organization_domain.created'])
  })
})

describe('the job verify-organization-domains', () => {
  it('asks soon after the start, and again ever more rarely', async () => {
    const { dns, advance, look } = await verifying()
    await advance(-minute)
    await look()
    expect(lookups(dns, 'acme.com')).toBe(0)
    await advance(minute + 10_000)
    await look()
    await look()
    expect(lookups(dns, 'acme.com')).toBe(1)
    await advance(minute)
    await look()
    expect(lookups(dns, 'acme.com')).toBe(2)
    await advance(20 * day)
    await look()
    await advance(59 * minute)
    await look()
    expect(lookups(dns, 'acme.com')).toBe(3)
    await advance(2 * minute)
    await look()
    expect(lookups(dns, 'acme.com')).toBe(4)
  })

  it('takes an unknown name, a failing server and silence for not yet', async () => {
    const { dns, create, advance, look, stateOf, recorded } = await verifying()
    const [broken, silent] = [await create('broken.com'), await create('silent.com')]
    dns.set('broken.com', 'servfail')
    dns.set('silent.com', 'silence')
    await advance(minute)
    await look()
    expect(await Promise.all([stateOf(), stateOf(broken.id), stateOf(silent.id)])).toEqual(
      Array(3).fill('pending'),
    )
    expect(await recorded.events()).toEqual(Array(2).fill('organization_domain.created'))
    dns.set('broken.com', [`verification_token=${broken.verificationToken}`])
    dns.set('silent.com', [`verification_token=${silent.verificationToken}`])
    await advance(2 * minute)
    await look()
    expect(await Promise.all([stateOf(broken.id), stateOf(silent.id)])).toEqual(['verified', 'verified'])
  })

  it('gives up after 30 days, and says so', async () => {
    const { advance, look, stateOf, recorded, domain, client } = await verifying()
    await advance(30 * day - minute)
    await look()
    expect(await stateOf()).toBe('pending')
    await advance(minute)
    await look()
    const failed = await client.organizationDomains.getOrganizationDomain(domain.id)
    expect(failed.state).toBe('failed')
    const [updated, event, ...others] = await recorded.eventsInFull()
    expect(others).toEqual([])
    expect(updated).toMatchObject({
      event: 'organization_domain.updated',
      context: { previous_attributes: { state: 'pending' } },
    })
    expect(event).toMatchObject({
      event: 'organization_domain.verification_failed',
      data: {
        reason: 'domain_verification_period_expired',
        organization_domain: { id: domain.id, state: 'failed', updated_at: failed.updatedAt },
      },
      context: { actor: { source: 'system' } },
    })
  })

  it('looks a last time when the period ends', async () => {
    const { dns, domain, advance, look, stateOf } = await verifying()
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    await advance(31 * day)
    await look()
    expect(await stateOf()).toBe('verified')
  })

  it('leaves verified and failed domains alone', async () => {
    const { dns, domain, advance, look, create, stateOf } = await verifying()
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    await advance(minute)
    await look()
    const other = await create('acme.org')
    await advance(31 * day)
    await look()
    dns.set('acme.com', [])
    dns.set('acme.org', [`verification_token=${other.verificationToken}`])
    await advance(31 * day)
    await look()
    expect(await Promise.all([stateOf(), stateOf(other.id)])).toEqual(['verified', 'failed'])
  })

  it('says nothing of a domain that was deleted while DNS was asked', async () => {
    const { dns, domain, advance, look, client, recorded } = await verifying()
    const { promise, resolve } = Promise.withResolvers<string[]>()
    dns.set('acme.com', promise)
    await advance(minute)
    const looking = look()
    await eventually(() => dns.asked.includes('acme.com'))
    await client.organizationDomains.deleteOrganizationDomain(domain.id)
    resolve([`verification_token=${domain.verificationToken}`])
    await looking
    expect(await recorded.events()).toEqual(['organization_domain.deleted'])
  })

  it('does not verify a new claim by the proof of an old one', async () => {
    const { dns, domain, advance, look, client, create, stateOf } = await verifying()
    await client.organizationDomains.deleteOrganizationDomain(domain.id)
    const again = await create('acme.com')
    expect(again.verificationToken).not.toBe(domain.verificationToken)
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    dns.set(`${domain.verificationPrefix}.acme.com`, [`${domain.verificationToken}`])
    await advance(minute)
    await look()
    expect(await stateOf(again.id)).toBe('pending')
  })

  it('does not fail a domain whose verification began again while DNS was asked', async () => {
    const { dns, domain, advance, look, client, stateOf } = await verifying()
    const { promise, resolve } = Promise.withResolvers<string[]>()
    dns.set('acme.com', promise)
    await advance(31 * day)
    const looking = look()
    await eventually(() => dns.asked.includes('acme.com'))
    await client.organizationDomains.verifyOrganizationDomain(domain.id)
    resolve([])
    await looking
    expect(await stateOf()).toBe('pending')
  })

  it('says once that a domain is verified, though an administrator vouches for it meanwhile', async () => {
    const { dns, domain, advance, look, client, recorded } = await verifying()
    const { promise, resolve } = Promise.withResolvers<string[]>()
    dns.set('acme.com', promise)
    await advance(minute)
    const looking = look()
    await eventually(() => dns.asked.includes('acme.com'))
    const vouching = client.organizations.updateOrganization(domain.organizationId, {
      domainData: [{ domain: 'acme.com', state: 'verified' }],
    })
    resolve([`verification_token=${domain.verificationToken}`])
    await Promise.all([looking, vouching])
    const events = await recorded.events()
    expect(events.filter((event) => event === 'organization_domain.verified')).toHaveLength(1)
  })

  it('shares the work between nodes: no domain is looked up twice', async () => {
    const { dns, create, advance, look } = await verifying()
    const names = Array.from({ length: 45 }, (_, i) => `company-${i}.com`)
    await Promise.all(names.map(create))
    await advance(minute)
    await Promise.all([look(), look(), look()])
    expect(names.map((name) => lookups(dns, name))).toEqual(names.map(() => 1))
  })

  it('checks the others when one cannot be', async () => {
    const { dns, create, advance, look, stateOf, server } = await verifying()
    const [first, second] = [await create('first.com'), await create('second.com')]
    for (const { domain, verificationToken } of [first, second]) {
      dns.set(domain, [`verification_token=${verificationToken}`])
    }
    await server.kernel.database.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$
        begin if new.state = 'verified' then raise exception 'refused'; end if; return new; end $$;
      create trigger refuse before update on organization_domains
        for each row when (new.domain = 'first.com') execute function refuse()`)
    await advance(minute)
    await expect(look()).rejects.toThrow('Some domains could not be checked.')
    expect(await Promise.all([stateOf(first.id), stateOf(second.id)])).toEqual(['pending', 'verified'])
  })

  it('runs by itself when the clock is moved', async () => {
    const { dns, domain, advance, stateOf } = await verifying({ background: true })
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    // The runner starts behind the server, so the first move may come before it listens.
    await eventually(
      async () => {
        await advance(minute)
        return (await stateOf()) === 'verified'
      },
      { everyMs: 250 },
    )
  })
})

describe('verifyOrganizationDomain', () => {
  it('asks DNS at once', async () => {
    const { dns, domain, client, recorded, stateOf } = await verifying()
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    const answer = await client.organizationDomains.verifyOrganizationDomain(domain.id)
    expect(exposeAll(answer)).toMatchObject({
      state: 'pending',
      verificationToken: domain.verificationToken,
    })
    await eventually(async () => (await stateOf()) === 'verified')
    expect(await recorded.events()).toEqual(['organization_domain.updated', ...verifiedEvents])
  })

  it('begins the 30 days again, for a failed domain as well, with the token that it had', async () => {
    const { dns, domain, client, advance, look, stateOf } = await verifying()
    await advance(31 * day)
    await look()
    expect(await stateOf()).toBe('failed')
    const again = await client.organizationDomains.verifyOrganizationDomain(domain.id)
    expect(exposeAll(again)).toMatchObject({
      state: 'pending',
      verificationToken: domain.verificationToken,
      verificationPrefix: domain.verificationPrefix,
    })
    await eventually(() => lookups(dns, 'acme.com') === 2)
    await advance(29 * day)
    await look()
    expect(await stateOf()).toBe('pending')
    dns.set('acme.com', [`verification_token=${domain.verificationToken}`])
    await advance(2 * minute + 60 * minute)
    await look()
    expect(await stateOf()).toBe('verified')
  })
})

describe('the rules of a verification', () => {
  const start = new Date('2026-01-01T00:00:00.000Z')
  const domain = newDomain('org_1', 'acme.com', 'pending', start)
  const after = (ms: number) => new Date(start.getTime() + ms)

  it('always set a next look, after now, within the hour and not beyond the end of the period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * day - 1 }), (elapsed) => {
        const now = after(elapsed)
        const next = nextCheckAt(domain, now)
        expect(next > now).toBe(true)
        expect(next <= after(elapsed + 60 * minute)).toBe(true)
        expect(next <= after(30 * day)).toBe(true)
        if (elapsed < 10 * minute) expect(next).toEqual(after(elapsed + minute))
      }),
    )
  })

  it('end the period at the instant it names, unless the proof is there', () => {
    expect(outcomeOf(domain, false, after(30 * day - 1))).toBe('pending')
    expect(outcomeOf(domain, false, after(30 * day))).toBe('failed')
    expect(outcomeOf(domain, true, after(31 * day))).toBe('verified')
  })
})
