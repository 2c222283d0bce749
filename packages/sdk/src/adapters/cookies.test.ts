import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cookie, cookieValues, parseCookies, serializeCookie } from './cookies.ts'

const cookie: Cookie = {
  name: 'wos-session',
  value: 'Fe26.2*1*abc~2',
  path: '/',
  maxAge: 600,
  sameSite: 'lax',
  secure: true,
  httpOnly: true,
}

describe('reading the header Cookie', () => {
  it('returns the cookies in their order, each as often as it came', () => {
    expect(parseCookies('a=1; b=2;a=3 ;c=x=y')).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
      ['c', 'x=y'],
    ])
    expect(cookieValues('a=1; b=2; a=3', 'a')).toEqual(['1', '3'])
  })

  it('takes quotes off, and undoes what frameworks escape', () => {
    expect(parseCookies('a="1"; b=AA%2BB%3D%3D; c=100%')).toEqual([
      ['a', '1'],
      ['b', 'AA+B=='],
      ['c', '100%'],
    ])
  })

  it('passes over what is no cookie', () => {
    expect(parseCookies('; =1; a b=2; flag; ok=1; "q"=2')).toEqual([['ok', '1']])
    expect(parseCookies(null)).toEqual([])
    expect(parseCookies(`a=${'x'.repeat(70_000)}`)).toEqual([])
  })

  it('is not led astray by names that objects have', () => {
    expect(cookieValues('__proto__=1; constructor=2', 'constructor')).toEqual(['2'])
    expect(cookieValues('', 'toString')).toEqual([])
  })

  it('reads whatever anyone sends', () => {
    const property = fc.property(fc.string({ maxLength: 200 }), (header) => {
      for (const pair of parseCookies(header)) expect(pair).toEqual([expect.any(String), expect.any(String)])
    })
    fc.assert(property)
  })
})

describe('writing the header Set-Cookie', () => {
  it('says everything about the cookie', () => {
    expect(serializeCookie({ ...cookie, domain: 'example.com' })).toBe(
      'wos-session=Fe26.2*1*abc~2; Path=/; Max-Age=600; Domain=example.com; HttpOnly; Secure; SameSite=Lax',
    )
  })

  it('deletes a cookie in two ways, since some know only one', () => {
    expect(serializeCookie({ ...cookie, value: '', maxAge: 0, secure: false })).toBe(
      'wos-session=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
    )
  })

  it.each(['a;b', 'a b', 'a,b', 'a"b', 'a\\b', 'a\r\nSet-Cookie: b', 'ü'])(
    'refuses the value %j',
    (value) => {
      expect(() => serializeCookie({ ...cookie, value })).toThrow(TypeError)
    },
  )

  it.each(['', 'a=b', 'a;b', 'a\r\n'])('refuses the name %j', (name) => {
    expect(() => serializeCookie({ ...cookie, name })).toThrow(TypeError)
  })

  it('writes what is read again as it was', () => {
    const values = fc.stringMatching(/^[\x21\x23-\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/)
    const property = fc.property(values, (value) => {
      const [pair] = serializeCookie({ ...cookie, value }).split('; ')
      expect(cookieValues(pair, cookie.name)).toEqual([value])
    })
    fc.assert(property)
  })
})
