import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canBeConfigured, readOrigin } from './rules.ts'

describe('readOrigin', () => {
  it.each([
    ['https://app.acme.com', 'https://app.acme.com'],
    ['https://app.acme.com/', 'https://app.acme.com'],
    ['HTTPS://App.Acme.com', 'https://app.acme.com'],
    ['https://app.acme.com:443', 'https://app.acme.com'],
    ['https://app.acme.com:8443', 'https://app.acme.com:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['http://127.1', 'http://127.0.0.1'],
  ])('reads %s as %s', (text, origin) => {
    expect(readOrigin(text, 'sandbox')).toEqual({ origin })
  })

  it.each([
    '',
    ' ',
    '*',
    'null',
    'app.acme.com',
    '//app.acme.com',
    'https://',
    'https:app.acme.com',
    'https://*.acme.com',
    'https://%2a.acme.com',
    'https://app.acme.com/path',
    'https://app.acme.com//',
    'https://app.acme.com?x',
    'https://app.acme.com#x',
    'https://user@app.acme.com',
    'https://user:pw@app.acme.com',
    'https://app.acme.com\\',
    'https://app.acme.com:99999',
    'https://app.acme.com https://evil.example',
    'https://app.acme.com\nhttps://evil.example',
    ' https://app.acme.com',
    'https://app.acme.com\0',
    'file://app.acme.com',
    'javascript://app.acme.com',
    'chrome-extension://abcdefgh',
    `https://${'a'.repeat(300)}.com`,
  ])('refuses %j', (text) => {
    expect(readOrigin(text, 'sandbox')).toEqual({ problem: expect.any(String) })
  })

  it('takes https only in production', () => {
    expect(readOrigin('http://localhost:3000', 'production')).toEqual({
      problem: expect.stringContaining('https'),
    })
    expect(readOrigin('https://app.acme.com', 'production')).toEqual({ origin: 'https://app.acme.com' })
  })

  it('gives what a browser sends as Origin, and reads that as itself', () => {
    const anything = fc.oneof(
      fc.webUrl(),
      fc.webAuthority().map((host) => `https://${host}`),
      fc.string(),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const read = readOrigin(text, 'sandbox')
        fc.pre('origin' in read)
        const { origin } = read as { origin: string }
        expect(new URL(origin).origin).toBe(origin)
        expect(readOrigin(origin, 'sandbox')).toEqual({ origin })
        expect(canBeConfigured(origin)).toBe(true)
      }),
    )
  })
})
