import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'
import { eventually } from '../../testing/eventually.ts'
import { createTenant, ownServer } from '../../testing/index.ts'
import { type ActivitySnapshot, type ActivityUpdate, createActivity } from './activity.ts'

/** What has come over a stream so far. */
type Watched = { snapshot: ActivitySnapshot | undefined; updates: ActivityUpdate[]; response: Response }

/** Opens the stream as a browser does, and reads it until the test is done. */
async function watch(url: string): Promise<Watched> {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const response = await fetch(`${url}/dev/activity`, { signal: stop.signal })
  const watched: Watched = { snapshot: undefined, updates: [], response }
  const read = async () => {
    let unread = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = `${unread}${chunk}`.split('\n\n')
      unread = messages.pop() ?? ''
      for (const message of messages) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? []
        if (name === 'snapshot') watched.snapshot = JSON.parse(data ?? '')
        if (name === 'update') watched.updates.push(JSON.parse(data ?? ''))
      }
    }
  }
  if (response.ok) read().catch(() => {})
  return watched
}

describe('/dev/activity', () => {
  let development: TestDevelopment
  beforeAll(async () => {
    development = await startTestDevelopment()
  })
  afterAll(() => development?.stop())

  const call = (path: string, options: { method?: string; body?: unknown } = {}) =>
    fetch(`${development.url}${path}`, {
      method: options.method ?? 'GET',
      headers: { authorization: `Bearer ${development.apiKey}`, 'content-type': 'application/json' },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    })
  const requestsOf = ({ updates }: Watched) => updates.flatMap(({ requests = [] }) => requests)
  const eventsOf = ({ updates }: Watched) => updates.flatMap(({ events = [] }) => events)

  it('tells of a request and of the event that it recorded, as they happen', async () => {
    const watched = await watch(development.url)
    await eventually(() => watched.snapshot)
    expect(watched.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(watched.response.headers.get('cache-control')).toBe('no-store')
    await call('/organizations', { method: 'POST', body: { name: '<img src=x onerror=alert(1)>' } })
    const request = await eventually(() => requestsOf(watched).find(({ method }) => method === 'POST'))
    expect(request).toMatchObject({ path: '/organizations', status: 201, durationMs: expect.any(Number) })
    const event = await eventually(() =>
      eventsOf(watched).find(({ event }) => event === 'organization.created'),
    )
    expect(event.subject).toBe('<img src=x onerror=alert(1)>')
  })

  it('begins with what happened before, newest first', async () => {
    await call('/organizations', { method: 'POST', body: { name: 'Before' } })
    // An event is read once no older transaction is running.
    const first = await watch(development.url)
    await eventually(() =>
      [...(first.snapshot?.events ?? []), ...eventsOf(first)].some(({ subject }) => subject === 'Before'),
    )
    await call('/organizations?limit=0')
    const watched = await watch(development.url)
    const { requests, events, messages, clock, requestCount } = await eventually(() => watched.snapshot)
    expect(requests[0]).toMatchObject({ method: 'GET', path: '/organizations', status: 422 })
    expect(requests[1]).toMatchObject({ method: 'POST', path: '/organizations', status: 201 })
    expect(requestCount).toBe(requests[0]?.n)
    expect(events[0]).toMatchObject({ event: 'organization.created', subject: 'Before' })
    expect(messages).toBe(0)
    expect(clock).toMatchObject({ offsetMs: 0, words: 'The real time' })
  })

  it('holds no credential, no query and no parameter that could be a token', async () => {
    const watched = await watch(development.url)
    await eventually(() => watched.snapshot)
    await call('/organizations?search=query-secret-1')
    await call('/user_management/invitations/by_token/path-secret-2')
    await call('/not/served/path-secret-3')
    await eventually(() => requestsOf(watched).length >= 3)
    const all = JSON.stringify([watched.snapshot, watched.updates])
    for (const secret of ['query-secret-1', 'path-secret-2', 'path-secret-3', development.apiKey])
      expect(all).not.toContain(secret)
  })

  it('tells of mail and of moves of the clock', async () => {
    const watched = await watch(development.url)
    await eventually(() => watched.snapshot)
    const { kernel } = development.server
    const mail = { kind: 'invitation', to: 'ada@acme.com', subject: 'Hello', text: 'Hello' }
    await kernel.mailer.enqueue(kernel.database.sql, { ...development, now: kernel.clock.now() }, mail)
    await call('/portico/clock/advance', { method: 'POST', body: { seconds: 3_600 } })
    await eventually(() => watched.updates.some(({ messages }) => messages === 1))
    await eventually(() =>
      watched.updates.some(({ clock }) => clock?.words === '1 hour ahead of the real time'),
    )
    await call('/portico/clock', { method: 'DELETE' })
    await eventually(() => watched.updates.at(-1)?.clock?.offsetMs === 0)
  })

  it('tells of every event to whoever comes while events are recorded', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Burst ${n}`)
    const recording = Promise.all(
      names.map((name) => call('/organizations', { method: 'POST', body: { name } })),
    )
    const all = await Promise.all(Array.from({ length: 3 }, () => watch(development.url)))
    await recording
    for (const watched of all) {
      const seen = () =>
        new Set([...(watched.snapshot?.events ?? []), ...eventsOf(watched)].map(({ subject }) => subject))
      await eventually(() => names.every((name) => seen().has(name)))
    }
  })

  it('lets no more tabs watch than it can serve', async () => {
    const watchers = await Promise.all(Array.from({ length: 25 }, () => watch(development.url)))
    const statuses = watchers.map(({ response }) => response.status)
    expect(statuses).toContain(503)
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(20)
  })
})

describe('the server', () => {
  it('stops while somebody watches', async () => {
    const development = await startTestDevelopment()
    const watched = await watch(development.url)
    await eventually(() => watched.snapshot)
    await development.stop()
  })
})

describe('createActivity', () => {
  it('reads the database only while somebody watches', async () => {
    const server = await ownServer()
    const { client } = await createTenant(server)
    const { kernel } = server
    let statements = 0
    const sql = new Proxy(kernel.database.sql, {
      apply(target, self, given) {
        statements++
        return Reflect.apply(target, self, given)
      },
    })
    const activity = createActivity({ ...kernel, database: { ...kernel.database, sql } })
    await client.organizations.createOrganization({ name: 'Acme' })
    expect(statements).toBe(0)
    const updates: ActivityUpdate[] = []
    const stop = await activity.watch((update) => updates.push(update))
    await client.organizations.createOrganization({ name: 'Seen' })
    await eventually(() => updates.some(({ events }) => events?.some(({ subject }) => subject === 'Seen')))
    stop()
    expect(activity.watching()).toBe(0)
    const { requests } = await activity.snapshot()
    expect(requests).toHaveLength(2)
    statements = 0
    await client.organizations.createOrganization({ name: 'Unseen' })
    expect(statements).toBe(0)
  })

  it('keeps a bounded number of requests, and counts them all', async () => {
    const { kernel } = await ownServer()
    const activity = createActivity(kernel)
    const request = {
      at: new Date(),
      requestId: 'r',
      environmentId: undefined,
      operation: 'page',
      method: 'GET',
      status: 200,
      durationMs: 1,
    }
    for (let n = 0; n < 1_000; n++) {
      for (const observe of kernel.requests) observe({ ...request, path: '/somewhere' })
    }
    const { requests, requestCount } = await activity.snapshot()
    expect(requestCount).toBe(1_000)
    expect(requests.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, index) => 1_000 - index))
  })
})
