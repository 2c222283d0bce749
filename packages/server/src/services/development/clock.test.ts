import { describe, expect, it } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { createDatabase, createTenant, ownServer, startServer, testServer } from '../../testing/index.ts'
import { offsetTo } from './clock.ts'
import { offsetInWords } from './time.ts'

const real = () => Date.now()
const isAbout = (instant: string, expected: number) =>
  expect(Math.abs(Date.parse(instant) - expected)).toBeLessThan(5_000)

describe('portico.clock', () => {
  it('shows the real time until it is moved', async () => {
    const { client } = await testServer({})
    const clock = await client.portico.clock.getClock()
    expect(clock).toMatchObject({ object: 'clock', offsetSeconds: 0 })
    isAbout(clock.now, real())
  })

  it('is set to an instant, from where it runs on', async () => {
    const { client } = await testServer({})
    const set = await client.portico.clock.setClock({ now: '2031-05-06T07:08:09.000Z' })
    isAbout(set.now, Date.parse('2031-05-06T07:08:09.000Z'))
    const read = await client.portico.clock.getClock()
    expect(read.offsetSeconds).toBe(set.offsetSeconds)
    expect(read.now >= set.now).toBe(true)
    const organization = await client.organizations.createOrganization({ name: 'Acme' })
    expect(organization.createdAt.slice(0, 10)).toBe('2031-05-06')
  })

  it('is advanced from where it is, and reset to the real time', async () => {
    const { client } = await testServer({})
    await client.portico.clock.advanceClock({ seconds: 3_600 })
    const { offsetSeconds, now } = await client.portico.clock.advanceClock({ seconds: 90 })
    expect(offsetSeconds).toBeCloseTo(3_690, 0)
    isAbout(now, real() + 3_690_000)
    expect(await client.portico.clock.resetClock()).toMatchObject({ offsetSeconds: 0 })
  })

  it('adds up moves that are made at the same time', async () => {
    const { client } = await testServer({})
    await Promise.all([1, 2].map((hours) => client.portico.clock.advanceClock({ seconds: hours * 3_600 })))
    const { offsetSeconds } = await client.portico.clock.getClock()
    expect(offsetSeconds).toBeCloseTo(3 * 3_600, 0)
  })

  it('takes more moves at once than the pool has connections for', async () => {
    const { request, server } = await testServer({ env: { PORTICO_DATABASE_POOL: '2' } })
    const advance = () => request('POST', '/portico/clock/advance', { body: { seconds: 60 } })
    const answers = await Promise.all(Array.from({ length: 20 }, advance))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(server.kernel.clock.offsetMs()).toBeCloseTo(20 * 60_000, -3)
  })

  it('is the same on every node of a database', async () => {
    const connection = await createDatabase()
    const nodes = await Promise.all([startServer(connection), startServer(connection)])
    try {
      const [here, there] = nodes as [(typeof nodes)[0], (typeof nodes)[0]]
      const { client } = await createTenant(here)
      await client.portico.clock.advanceClock({ seconds: 86_400 })
      await eventually(() => Math.abs(there.kernel.clock.offsetMs() - 86_400_000) < 1_000)
      await client.portico.clock.resetClock()
      await eventually(() => there.kernel.clock.offsetMs() === 0)
    } finally {
      await Promise.all(nodes.map((node) => node.stop()))
    }
  })

  it.each([
    ['1969-12-31T23:59:59.000Z', 'before identifiers can be made'],
    ['9999-12-31T00:00:00.000Z', 'after the last year of four digits'],
    ['2026-13-01T00:00:00.000Z', 'no date'],
    ['tomorrow', 'no instant'],
  ])('refuses %s: %s', async (now) => {
    const { client } = await testServer()
    await expect(client.portico.clock.setClock({ now })).rejects.toMatchObject({ status: 422 })
  })

  it('refuses to leave the calendar step by step', async () => {
    const { client } = await testServer({})
    await client.portico.clock.setClock({ now: '9998-01-01T00:00:00.000Z' })
    await expect(client.portico.clock.advanceClock({ seconds: 315_360_000 })).rejects.toMatchObject({
      status: 422,
    })
    await expect(client.portico.clock.advanceClock({ seconds: 0 })).rejects.toMatchObject({ status: 422 })
  })

  it('does not exist in production', async () => {
    const server = await ownServer({ mode: 'production' })
    const { client } = await createTenant(server, 'production')
    const { clock } = client.portico
    const calls = [
      () => clock.getClock(),
      () => clock.setClock({ now: '2031-05-06T07:08:09.000Z' }),
      () => clock.advanceClock({ seconds: 1 }),
      () => clock.resetClock(),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ status: 404 })
    expect(server.kernel.clock.offsetMs()).toBe(0)
  })
})

describe('offsetTo', () => {
  it('is the distance to the real time, wherever the clock stands', () => {
    const now = new Date('2026-01-01T00:00:10.000Z')
    expect(offsetTo({ now, offsetMs: 10_000 }, new Date('2026-01-01T00:01:00.000Z'), 'now')).toBe(60_000)
  })
})

describe('offsetInWords', () => {
  it.each([
    [0, 'The real time'],
    [400, 'The real time'],
    [3_600_000, '1 hour ahead of the real time'],
    [90_061_000, '1 day 1 hour ahead of the real time'],
    [-61_000, '1 minute 1 second behind the real time'],
    [86_400_000 * 14, '14 days ahead of the real time'],
  ])('says %d as %j', (offsetMs, words) => expect(offsetInWords(offsetMs)).toBe(words))
})
