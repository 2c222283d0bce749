import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'
import { createTenant, ownServer } from '../../testing/index.ts'

/** Whatever shows or changes something that is not for everyone. */
const guarded = [
  ['GET', '/'],
  ['GET', '/dev/activity'],
  ['GET', '/dev/mailbox'],
  ['GET', '/dev/mailbox/mail_1'],
  ['GET', '/dev/mailbox/mail_1/html'],
  ['POST', '/dev/mailbox/clear'],
  ['POST', '/dev/clock'],
] as const

describe('the pages of development', () => {
  let development: TestDevelopment
  beforeAll(async () => {
    development = await startTestDevelopment()
  })
  afterAll(() => development?.stop())

  const host = () => new URL(development.url).host
  const ask = (options: InjectOptions) =>
    development.server.app.inject({ ...options, headers: { host: host(), ...options.headers } })
  const own = () => ({ origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' })

  it('show the credentials to whoever sits at the machine', async () => {
    const { body, statusCode } = await ask({ url: '/' })
    expect(statusCode).toBe(200)
    expect(body).toContain(development.apiKey)
    expect(body).toContain(development.clientId)
    expect(body).toContain(development.url)
  })

  it.each(guarded)(
    'refuse a name that is not the server’s, as DNS rebinding brings it: %s %s',
    async (method, url) => {
      const { port } = new URL(development.url)
      const names = [
        'evil.example',
        `evil.example:${port}`,
        `localhost.evil.example:${port}`,
        `127.0.0.1.nip.io:${port}`,
        `10.0.0.5:${port}`,
        `localhost:${port}@evil.example`,
        `[::ffff:7f00:1]:${port}`,
        'localhost.',
      ]
      for (const name of names) {
        const answer = await ask({ method, url, headers: { ...own(), host: name, origin: `http://${name}` } })
        expect([name, answer.statusCode]).toEqual([name, 421])
        expect(answer.body).not.toContain(development.apiKey)
      }
    },
  )

  it('refuse a request that names no server at all, as only HTTP/1.0 may', async () => {
    const { hostname, port } = new URL(development.url)
    const socket = connect(Number(port), hostname).end('GET / HTTP/1.0\r\n\r\n')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    expect(answer).not.toContain(development.apiKey)
  })

  it.each(guarded)('refuse what a page of another origin asks for: %s %s', async (method, url) => {
    const foreign: Record<string, string>[] =
      method === 'GET'
        ? [
            { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
            { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
            { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
          ]
        : [
            {},
            { origin: 'null' },
            { origin: 'https://evil.example' },
            { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
            { origin: `https://${host()}` },
            { origin: `http://${host()}`, 'sec-fetch-site': 'cross-site' },
            { 'sec-fetch-site': 'same-origin' },
          ]
    for (const headers of foreign) {
      const answer = await ask({ method, url, headers })
      expect([headers, answer.statusCode]).toEqual([headers, 403])
    }
    expect(development.server.kernel.clock.offsetMs()).toBe(0)
  })

  it('can be reached by a link from anywhere', async () => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect((await ask({ url: '/', headers })).statusCode).toBe(200)
  })

  it('cannot be put in a frame, read by scripts of others, or made to run what is not a file of ours', async () => {
    for (const url of ['/', '/dev/mailbox', '/reference', '/reference/organizations']) {
      const { headers, body } = await ask({ url })
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
      const policy = headers['content-security-policy'] as string
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        expect(policy).toContain(rule)
      expect(policy).not.toContain('unsafe')
      expect(body).not.toMatch(
        /<script(?![^>]* src="\/assets\/)|<style|\sstyle=|\son\w+=|https?:\/\/(?!localhost)[^"]*\.(?:js|css|woff)/,
      )
    }
  })

  it('are on the public host only: what runs under the address of the machine is another origin', async () => {
    const { port } = new URL(development.url)
    for (const name of [`127.0.0.1:${port}`, `[::1]:${port}`]) {
      const { statusCode, headers, body } = await ask({
        url: '/dev/mailbox?before=a',
        headers: { host: name },
      })
      expect([statusCode, headers.location]).toEqual([307, `http://localhost:${port}/dev/mailbox?before=a`])
      expect(body).toBe('')
    }
  })

  it('show nothing of what goes on to other machines, not even to those that lie about the host', async () => {
    for (const remote of [
      { remoteAddress: '192.168.1.7' },
      { headers: { 'x-forwarded-for': '127.0.0.1' } },
    ]) {
      const start = await ask({ url: '/', ...remote })
      expect(start.statusCode).toBe(200)
      for (const secret of [development.apiKey, development.clientId, '/dev/clock', 'request-rows'])
        expect(start.body).not.toContain(secret)
      for (const [method, url] of guarded.filter(([, path]) => path !== '/')) {
        const answer = await ask({ method, url, ...remote, headers: { ...own(), ...remote.headers } })
        expect([url, answer.statusCode]).toEqual([url, 403])
      }
    }
  })

  it('move the clock for a page of ours', async () => {
    const post = (payload: string, accept = 'text/html') =>
      ask({
        method: 'POST',
        url: '/dev/clock',
        payload,
        headers: { ...own(), accept, 'content-type': 'application/x-www-form-urlencoded' },
      })
    const moved = await post('advance=3600')
    expect([moved.statusCode, moved.headers.location]).toEqual([303, '/#clock'])
    expect((await post('advance=60', 'application/json')).json()).toMatchObject({
      words: '1 hour 1 minute ahead of the real time',
    })
    for (const wrong of ['advance=-1', 'advance=1e9', 'advance=', 'advance=99999999999'])
      expect([wrong, (await post(wrong)).statusCode]).toEqual([wrong, 422])
    await post('')
    expect(development.server.kernel.clock.offsetMs()).toBe(0)
  })
})

describe('a server that other machines reach', () => {
  it('names itself by its address, and keeps the credentials to itself', async () => {
    const development = await startTestDevelopment({ host: '0.0.0.0' })
    try {
      const { app } = development.server
      const { host } = new URL(development.url)
      const remote = await app.inject({ url: '/', headers: { host }, remoteAddress: '10.1.2.3' })
      expect(remote.body).not.toContain(development.apiKey)
      const local = await app.inject({ url: '/', headers: { host } })
      expect(local.body).toContain(development.apiKey)
    } finally {
      await development.stop()
    }
  })
})

describe('production', () => {
  it('has none of these pages', async () => {
    const server = await ownServer({ mode: 'production' })
    await createTenant(server, 'production')
    for (const [method, url] of guarded) {
      const { statusCode, body } = await server.app.inject({ method, url, headers: { host: 'localhost' } })
      expect([url, statusCode]).toEqual([url, 404])
      expect(body).toContain('route_not_found')
    }
  })
})
