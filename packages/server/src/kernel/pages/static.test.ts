import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import { describe, expect, it } from 'vitest'
import { assetOf, mountAssets } from './assets.ts'
import { encodingFor, sendStatic, staticContent } from './static.ts'

const text = 'What is sent often is worth compressing once. '.repeat(50)

describe('sendStatic', () => {
  const app = fastify()
  const content = staticContent('text/plain; charset=utf-8', text)
  app.get('/', (request, reply) => sendStatic(request, reply, content, 'public, no-cache'))

  it('sends the bytes as they are to who takes nothing else', async () => {
    const answer = await app.inject({ url: '/', headers: { 'accept-encoding': '' } })
    expect(answer.body).toBe(text)
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, no-cache', vary: 'Accept-Encoding' })
    expect(answer.headers['content-encoding']).toBeUndefined()
  })

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('compresses with %s', async (encoding, decompress) => {
    const answer = await app.inject({ url: '/', headers: { 'accept-encoding': encoding } })
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(decompress(answer.rawPayload).toString()).toBe(text)
    expect(answer.rawPayload.length).toBeLessThan(text.length / 5)
  })

  it('says only that what the client has is current', async () => {
    const { headers } = await app.inject('/')
    for (const tag of [headers.etag as string, `"other", ${headers.etag}`, '*']) {
      const answer = await app.inject({ url: '/', headers: { 'if-none-match': tag } })
      expect([answer.statusCode, answer.body]).toEqual([304, ''])
    }
    const other = await app.inject({ url: '/', headers: { 'if-none-match': '"other"' } })
    expect(other.statusCode).toBe(200)
  })
})

describe('encodingFor', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['BR ; q=0.000, GZIP', 'gzip'],
    ['identity', undefined],
  ])('takes %j for %j', (header, encoding) => expect(encodingFor(header)).toBe(encoding))
})

describe('assets', () => {
  it('have an address that changes with their content, and may be kept for ever', async () => {
    const app = fastify()
    const [one, other] = [assetOf('a.css', 'p { color: red }'), assetOf('a.css', 'p { color: blue }')]
    mountAssets(app, [one, other])
    mountAssets(app, [one])
    expect(one.path).toMatch(/^\/assets\/a\.[\w-]{16}\.css$/)
    expect(one.path).not.toBe(other.path)
    const answer = await app.inject(one.path)
    expect(answer.body).toBe('p { color: red }')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
})
