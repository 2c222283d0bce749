import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkUrl, readUrl } from './url.ts'

const production = { allowPrivate: false, requireHttps: true }
const plain = { allowPrivate: false }
const development = { allowPrivate: true }

describe('checkUrl', () => {
  it.each([
    'https://example.com',
    'https://hooks.example.com:8443/a/b?c=d#e',
    'https://bücher.example/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]:8443/',
    'https://example.com/a%20b',
    'https://example.com/@user',
    'https://localhost.example.com/',
  ])('accepts %s', (url) => {
    expect(checkUrl(url, production)).toBeUndefined()
  })

  it.each([
    '',
    'example.com',
    '/hooks',
    'https://',
    'https:///',
    'https://exa mple.com',
    'https://[::1',
    'https://a:99999/',
  ])('refuses "%s", which is not a URL', (url) => {
    expect(checkUrl(url, production)).toMatch(/not a URL|holds a space/)
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'data:,hello',
  ])('refuses %s, which is neither http nor https', (url) => {
    expect(checkUrl(url, development)).toBe('The URL must start with https://.')
  })

  it('refuses http only where https is required', () => {
    expect(checkUrl('http://example.com/', production)).toBe('The URL must start with https://.')
    expect(checkUrl('http://example.com/', plain)).toBeUndefined()
    expect(checkUrl('http://localhost:3000/', { ...development, requireHttps: true })).toBeDefined()
  })

  it.each(['https://user@example.com/', 'https://user:pass@example.com/', 'https://:pass@example.com/'])(
    'refuses the credentials in %s',
    (url) => {
      expect(checkUrl(url, production)).toMatch(/user name or password/)
    },
  )

  it.each(['https://example.com./', 'https://localhost./', 'https://metadata.google.internal./'])(
    'refuses the trailing dot of %s',
    (url) => {
      expect(checkUrl(url, production)).toMatch(/ends in a dot/)
    },
  )

  it.each([
    'https://example.com\\@evil.example/',
    ' https://example.com/',
    'https://exam\tple.com/',
    'https://example.com/\n',
    'https://example.com/\u0000',
    'https://example.com/\u00a0',
  ])('refuses %j, which parsers read differently', (url) => {
    expect(checkUrl(url, production)).toMatch(/space, a control character or a backslash/)
  })

  it('refuses a URL longer than 8192 characters', () => {
    expect(checkUrl(`https://example.com/${'a'.repeat(8192)}`, production)).toMatch(/longer than 8192/)
  })

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://127。0。0。1/',
    'http://①②⑦.⓪.⓪.①/',
    'http://%31%32%37.0.0.1/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
  ])('reads %s as loopback, and refuses it outside of development', (url) => {
    expect(checkUrl(url, plain)).toMatch(/^(127\.0\.0\.1|::1) is a loopback address/)
    expect(checkUrl(url, development)).toBeUndefined()
  })

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://[fd00:ec2::254]/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://METADATA.google.internal/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://0/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://255.255.255.255/',
  ])('refuses %s in development too', (url) => {
    expect(checkUrl(url, plain)).toMatch(/requests may not go to/)
    expect(checkUrl(url, development)).toMatch(/requests may not go to/)
  })

  it.each(['http://localhost/', 'http://localhost:4100/', 'http://LOCALHOST/', 'http://app.localhost/'])(
    'takes %s for this machine: allowed in development only',
    (url) => {
      expect(checkUrl(url, plain)).toMatch(/is this machine/)
      expect(checkUrl(url, development)).toBeUndefined()
    },
  )

  it('accepts nothing that is then read as another URL', () => {
    const text = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'grapheme' }).map((host) => `https://${host}/`),
      fc.string().map((host) => `http://a${host}b/`),
    )
    fc.assert(
      fc.property(text, (url) => {
        const read = readUrl(url, plain)
        if (!(read instanceof URL)) return
        expect(readUrl(read.href, plain)).toEqual(read)
        expect(read.username + read.password).toBe('')
      }),
    )
  })
})
