import { describe, expect, it } from 'vitest'
import { authRequest, setHeaders } from './node.ts'

describe('a request of Node', () => {
  it.each([
    ['/a?b=c', 'http://application.invalid/a?b=c'],
    ['//evil.example/callback', 'http://application.invalid//evil.example/callback'],
    ['http://evil.example/callback', 'http://application.invalid/'],
    ['*', 'http://application.invalid/'],
    ['', 'http://application.invalid/'],
  ])('%j is for %s, whatever host it names', (url, expected) => {
    const request = authRequest({ method: 'GET', url, headers: { host: 'evil.example' } })
    expect(new URL(request.url).href).toBe(expected)
  })

  it('is for the address before routers took their part away', () => {
    expect(authRequest({ url: '/b', originalUrl: '/a/b', headers: {} }).url).toBe(
      'http://application.invalid/a/b',
    )
  })

  it('has headers as others have', () => {
    const { headers } = authRequest({ url: '/', headers: { cookie: 'a=1', 'x-list': ['1', '2'] } })
    expect([headers.get('Cookie'), headers.get('X-List'), headers.get('absent')]).toEqual([
      'a=1',
      '1, 2',
      null,
    ])
  })
})

describe('setting headers of a response of Node', () => {
  it('adds to cookies and Vary, and replaces others', () => {
    const headers = new Map<string, unknown>([
      ['set-cookie', 'a=1'],
      ['vary', 'Accept'],
      ['cache-control', 'public'],
    ])
    const response = {
      getHeader: (name: string) => headers.get(name.toLowerCase()) as string,
      setHeader: (name: string, value: unknown) => headers.set(name.toLowerCase(), value),
    }
    setHeaders(response, [
      ['Set-Cookie', 'b=2'],
      ['Set-Cookie', 'c=3'],
      ['Vary', 'Cookie'],
      ['Cache-Control', 'private'],
    ])
    expect(Object.fromEntries(headers)).toEqual({
      'set-cookie': ['a=1', 'b=2', 'c=3'],
      vary: ['Accept', 'Cookie'],
      'cache-control': 'private',
    })
  })
})
