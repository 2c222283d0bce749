import { type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { describe, expect, it } from 'vitest'
import { clearCookie, cookieName, readCookie, setCookie } from './cookies.ts'

const production = { publicUrl: 'https://id.acme.com' }
const development = { publicUrl: 'http://localhost:4100' }

/** What the browser is told by `work`. */
async function told(work: (reply: FastifyReply) => void): Promise<string | string[] | undefined> {
  const app = fastify()
  app.get('/', (_, reply) => {
    work(reply)
    return reply.send('')
  })
  return (await app.inject('/')).headers['set-cookie']
}

const requestWith = (cookie: string | undefined) => ({ headers: { cookie } }) as FastifyRequest

describe('cookieName', () => {
  it('keeps other hosts of the domain from setting it over https', () => {
    expect(cookieName(production, 'sso')).toBe('__Host-portico_sso')
    expect(cookieName(production, 'sso', '/sso')).toBe('__Secure-portico_sso')
  })

  it('tells the servers of one machine apart by their ports', () => {
    expect(cookieName(development, 'sso')).toBe('portico_sso_4100')
    expect(cookieName({ publicUrl: 'http://localhost' }, 'sso')).toBe('portico_sso_80')
  })
})

describe('setCookie', () => {
  it('sets what no script reads, no other site causes to be sent, and only https carries', async () => {
    expect(await told((reply) => setCookie(production, reply, 'sso', 'v', { maxAgeSeconds: 60 }))).toBe(
      '__Host-portico_sso=v; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    )
  })

  it('lets it go with the browser where no time is given, and keeps several apart', async () => {
    const cookies = await told((reply) => {
      setCookie(development, reply, 'a', '1')
      setCookie(development, reply, 'b', '2', { path: '/sso' })
    })
    expect(cookies).toEqual([
      'portico_a_4100=1; Path=/; HttpOnly; SameSite=Lax',
      'portico_b_4100=2; Path=/sso; HttpOnly; SameSite=Lax',
    ])
  })

  it('does not let a value add attributes', async () => {
    const value = 'v; Domain=evil.example'
    expect(await told((reply) => setCookie(development, reply, 'a', value))).not.toMatch(/; Domain=/)
    expect(readCookie(development, requestWith(`portico_a_4100=${encodeURIComponent(value)}`), 'a')).toBe(
      value,
    )
  })
})

describe('readCookie', () => {
  it('finds the one among others', () => {
    const request = requestWith('other=1; portico_a_4100=2; portico_a_4101=3')
    expect(readCookie(development, request, 'a')).toBe('2')
    expect(readCookie(development, request, 'b')).toBeUndefined()
    expect(readCookie(development, requestWith(undefined), 'a')).toBeUndefined()
  })

  it('believes neither of two: one of them was set by somebody else', () => {
    for (const cookie of ['portico_a_4100=1; portico_a_4100=2', 'portico_a_4100=1;portico_a_4100 =1']) {
      expect(readCookie(development, requestWith(cookie), 'a')).toBeUndefined()
    }
  })
})

describe('clearCookie', () => {
  it('ends it at once', async () => {
    expect(await told((reply) => clearCookie(production, reply, 'sso'))).toBe(
      '__Host-portico_sso=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    )
  })
})
