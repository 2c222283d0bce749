import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesRedirectUri, pageUrlProblem, redirectUriProblem } from './index.ts'

const accepted = (uri: string) => redirectUriProblem(uri, 'sandbox') === undefined
const acceptedInProduction = (uri: string) => redirectUriProblem(uri, 'production') === undefined

describe('what may be registered anywhere', () => {
  it.each([
    'https://app.acme.com/callback',
    'https://app.acme.com',
    'https://app.acme.com?tenant=1',
    'https://app.acme.com:8443/callback?x=1&y=%20',
    'https://xn--bcher-kva.example/callback',
    'https://203.0.113.7/callback',
    'http://127.0.0.1:8000/callback',
    'http://127.0.0.1:*/callback',
    'https://*.acme.com/callback',
    'https://preview-*.acme.com/callback',
    'https://*-preview.acme.com/callback',
    'https://preview-*-team.acme.co.uk:8443/callback?x=1',
    'https://*.team.vercel.app/callback',
    'com.acme.app:/callback',
    'com.acme.app://callback/done?x=1',
    'acme://callback',
    'exp+acme://expo-development-client',
  ])('%s', (uri) => {
    expect(redirectUriProblem(uri, 'sandbox')).toBeUndefined()
    expect(redirectUriProblem(uri, 'production')).toBeUndefined()
  })
})

describe('what may be registered in a sandbox only', () => {
  it.each([
    'http://localhost:3000/callback',
    'https://localhost:3000/callback',
    'http://app.localhost:3000/callback',
    'http://*.localhost:3000/callback',
    'http://localhost:*/callback',
    'http://localhost:*',
    'http://[::1]:3000/callback',
    'http://[::1]:*/callback',
    'http://127.0.0.2:*/callback',
    'http://app.acme.com/callback',
    'http://192.168.1.20:3000/callback',
    'http://*.acme.com/callback',
  ])('%s', (uri) => {
    expect(redirectUriProblem(uri, 'sandbox')).toBeUndefined()
    expect(redirectUriProblem(uri, 'production')).toMatch(/^In production/)
  })
})

describe('what may be registered nowhere', () => {
  it.each([
    ['nothing', ''],
    ['no scheme', 'app.acme.com/callback'],
    ['no host', 'https://'],
    ['a relative reference', '//app.acme.com/callback'],
    ['a fragment', 'https://app.acme.com/callback#x'],
    ['an empty fragment', 'https://app.acme.com/callback#'],
    ['a user name', 'https://app.acme.com@evil.example/callback'],
    ['a user name and password', 'https://app.acme.com:pw@evil.example/callback'],
    ['an empty user name', 'https://@app.acme.com/callback'],
    ['a user name of a custom scheme', 'acme://app@evil/callback'],
    ['a backslash', 'https://app.acme.com\\@evil.example/callback'],
    ['a backslash in the path', 'https://app.acme.com/a\\..\\callback'],
    ['dot segments', 'https://app.acme.com/a/../callback'],
    ['a single dot segment', 'https://app.acme.com/./callback'],
    ['encoded dot segments', 'https://app.acme.com/a/%2e%2E/callback'],
    ['half encoded dot segments', 'https://app.acme.com/a/.%2e/callback'],
    ['dot segments of a custom scheme', 'acme://app/a/../callback'],
    ['a broken escape', 'https://app.acme.com/%zz'],
    ['a space', 'https://app.acme.com/call back'],
    ['a line break', 'https://app.acme.com/call\nback'],
    ['a tab in the scheme', 'java\tscript://app/%0aalert(1)'],
    ['a leading space', ' https://app.acme.com/callback'],
    ['a NUL', 'https://app.acme.com/\0'],
    ['letters beyond ASCII in the host', 'https://bücher.example/callback'],
    ['letters beyond ASCII in the path', 'https://app.acme.com/zurück'],
    ['a full-width slash', 'https://app.acme.com／evil'],
    ['a scheme in capitals', 'HTTPS://app.acme.com/callback'],
    ['a host in capitals', 'https://App.acme.com/callback'],
    ['an escape in the host', 'https://%61pp.acme.com/callback'],
    ['an escaped wildcard in the host', 'https://%2A.acme.com/callback'],
    ['the default port', 'https://app.acme.com:443/callback'],
    ['three slashes', 'https:///app.acme.com/callback'],
    ['one slash', 'https:/app.acme.com/callback'],
    ['a short address', 'http://127.1/callback'],
    ['a hexadecimal address', 'http://0x7f000001/callback'],
    ['a decimal address', 'http://2130706433/callback'],
    ['a port out of range', 'https://app.acme.com:65536/callback'],
    ['an empty label', 'https://app..acme.com/callback'],
    ['a final dot', 'https://app.acme.com./callback'],
    ['too many characters', `https://app.acme.com/${'a'.repeat(2_048)}`],
    ['javascript', 'javascript:alert(1)'],
    ['javascript with slashes', 'javascript://app.acme.com/%0aalert(1)'],
    ['data', 'data:text/html,x'],
    ['data with a slash', 'data:/x'],
    ['vbscript', 'vbscript:/x'],
    ['file', 'file:///etc/passwd'],
    ['blob', 'blob:https://app.acme.com/0d6a'],
    ['blob with a slash', 'blob:/x'],
    ['ftp', 'ftp://app.acme.com/callback'],
    ['a socket', 'wss://app.acme.com/callback'],
    ['an intent', 'intent://app.acme.com/callback'],
    ['the source of a page', 'view-source://app.acme.com'],
    ['mail', 'mailto:ada@example.com'],
    ['a custom scheme without a slash', 'acme:callback'],
    ['a custom scheme with a wildcard', 'acme://*/callback'],
  ])('%s', (_, uri) => {
    expect(redirectUriProblem(uri, 'sandbox')).toEqual(expect.any(String))
    expect(redirectUriProblem(uri, 'production')).toEqual(expect.any(String))
  })

  it.each([
    ['two wildcards', 'https://*-*.acme.com/callback'],
    ['two labels', 'https://*.*.acme.com/callback'],
    ['a wildcard in the second label', 'https://app.*.acme.com/callback'],
    ['a wildcard in the path', 'https://app.acme.com/*'],
    ['a wildcard in the query', 'https://app.acme.com/callback?x=*'],
    ['a wildcard in the user name', 'https://*@acme.com/callback'],
    ['a wildcard in the password', 'https://a:*@acme.com/callback'],
    ['a wildcard for a port elsewhere', 'https://app.acme.com:*/callback'],
    ['a wildcard in a part of a port', 'http://localhost:3*/callback'],
    ['a wildcard for the scheme', '*://app.acme.com/callback'],
    ['nothing but a wildcard', 'https://*/callback'],
    ['a top-level domain', 'https://*.com/callback'],
    ['a public suffix of two labels', 'https://*.co.uk/callback'],
    ['a public suffix by wildcard', 'https://*.anything.ck/callback'],
    ['a public suffix of a company', 'https://*.vercel.app/callback'],
    ['a name under a public suffix of a company', 'https://acme-*.vercel.app/callback'],
    ['pages that anyone can have', 'https://*.github.io/callback'],
    ['buckets that anyone can have', 'https://*.s3.amazonaws.com/callback'],
    ['a suffix that nobody has listed', 'https://*.internal/callback'],
    ['an address', 'https://*.0.0.1/callback'],
    ['a final dot', 'https://*.com./callback'],
    ['an empty label', 'https://*..com/callback'],
    ['a name that only ends like localhost', 'http://*.notlocalhost/callback'],
    ['a port of a name that only begins like localhost', 'http://localhost.acme.com:*/callback'],
    ['a port of an address that only begins like loopback', 'http://127.0.0.1.acme.com:*/callback'],
  ])('a wildcard: %s', (_, uri) => {
    expect(redirectUriProblem(uri, 'sandbox')).toEqual(expect.any(String))
    expect(redirectUriProblem(uri, 'production')).toEqual(expect.any(String))
  })

  it('says how to spell it', () => {
    expect(redirectUriProblem('https://App.acme.com:443/a/../callback', 'sandbox')).toBe(
      'It must be written as browsers write it: https://app.acme.com/callback',
    )
    expect(redirectUriProblem('http://LOCALHOST:*/callback', 'sandbox')).toBe(
      'It must be written as browsers write it: http://localhost:*/callback',
    )
  })
})

describe('what matches', () => {
  const matches = (registered: string, candidate: string) => matchesRedirectUri(registered, candidate)

  it('is the same address, letter by letter', () => {
    const registered = 'https://app.acme.com/callback?x=1'
    expect(matches(registered, registered)).toBe(true)
    for (const candidate of [
      'http://app.acme.com/callback?x=1',
      'https://app.acme.com/callback',
      'https://app.acme.com/callback?x=1&y=2',
      'https://app.acme.com/callback?x=1#y',
      'https://app.acme.com/callback/?x=1',
      'https://app.acme.com/Callback?x=1',
      'https://app.acme.com:443/callback?x=1',
      'https://app.acme.com:8443/callback?x=1',
      'https://app.acme.com/a/../callback?x=1',
      'https://sub.app.acme.com/callback?x=1',
      'https://app.acme.com.evil.example/callback?x=1',
      'https://app.acme.com@evil.example/callback?x=1',
      ' https://app.acme.com/callback?x=1',
      'https://app.acme.com/callback?x=1\n',
      '',
    ]) {
      expect([candidate, matches(registered, candidate)]).toEqual([candidate, false])
    }
  })

  it('is one label for a wildcard', () => {
    const registered = 'https://pr-*-web.acme.com/callback'
    expect(matches(registered, 'https://pr-42-web.acme.com/callback')).toBe(true)
    expect(matches(registered, 'https://pr-a_B-9-web.acme.com/callback')).toBe(true)
    for (const label of [
      '',
      '*',
      'a.b',
      'evil.example/',
      'evil.example/?',
      'evil.example#',
      'evil.example\\',
      'user:pw@evil',
      'a%2eb',
      'a/../',
      'ä',
      ' ',
      '\n',
      '\t',
      '\0',
      'a'.repeat(64),
    ]) {
      const candidate = `https://pr-${label}-web.acme.com/callback`
      expect([candidate, matches(registered, candidate)]).toEqual([candidate, false])
    }
    expect(matches(registered, 'https://pr-web.acme.com/callback')).toBe(false)
    expect(matches('https://*.acme.com/callback', 'https://acme.com/callback')).toBe(false)
    expect(matches('https://*.acme.com/callback', 'https://.acme.com/callback')).toBe(false)
    expect(matches('https://*.acme.com/callback', 'https://a.b.acme.com/callback')).toBe(false)
  })

  it('is any port for a wildcard port', () => {
    const registered = 'http://localhost:*/callback'
    for (const port of ['1', '80', '3000', '65535']) {
      expect(matches(registered, `http://localhost:${port}/callback`)).toBe(true)
    }
    for (const port of ['', '0', '08', '65536', '999999', '3000/x', '80@evil.example', '-1', '٣', 'a']) {
      expect([port, matches(registered, `http://localhost:${port}/callback`)]).toEqual([port, false])
    }
    expect(matches(registered, 'http://localhost/callback')).toBe(false)
  })
})

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/)
const labelPart = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
const path = fc.stringMatching(/^(\/[a-z0-9._~-]{1,8}){0,3}(\?[a-z0-9=&]{1,8})?$/)
const registeredWithWildcard = fc
  .tuple(fc.stringMatching(/^[a-z0-9-]{0,5}$/), fc.stringMatching(/^[a-z0-9-]{0,5}$/), label, path)
  .map(([before, after, name, rest]) => `https://${before}*${after}.${name}-acme.com${rest}`)
  .filter(accepted)

describe('for all addresses', () => {
  it('accepts only what a browser leaves as it is', () => {
    const anything = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('https://', 'http://', 'acme:/', 'javascript:', ''), fc.string())
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anything, (uri) => {
        fc.pre(accepted(uri) && !uri.includes('*'))
        const { href, username, password, hash } = new URL(uri)
        expect([username, password, hash]).toEqual(['', '', ''])
        expect([href, href.replace(/^(https?:\/\/[^/]+)\//, '$1')]).toContain(uri)
      }),
      { numRuns: 500 },
    )
  })

  it('allows nothing in production that a sandbox refuses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), registeredWithWildcard), (uri) => {
        if (acceptedInProduction(uri)) expect(redirectUriProblem(uri, 'sandbox')).toBeUndefined()
      }),
    )
  })

  it('matches an address without a wildcard with itself alone', () => {
    fc.assert(
      fc.property(fc.webUrl().filter(accepted), fc.webUrl(), fc.string(), (uri, other, tail) => {
        expect(matchesRedirectUri(uri, uri)).toBe(true)
        expect(matchesRedirectUri(uri, other)).toBe(uri === other)
        expect(matchesRedirectUri(uri, uri + tail)).toBe(tail === '')
        expect(matchesRedirectUri(uri, tail + uri)).toBe(tail === '')
      }),
    )
  })

  it('lets a wildcard be any one label, which leads to the registered domain', () => {
    fc.assert(
      fc.property(registeredWithWildcard, labelPart, (registered, part) => {
        const candidate = registered.replace('*', part)
        expect(matchesRedirectUri(registered, candidate)).toBe(true)
        const parent = (uri: string) => uri.replace(/^https:\/\/[^.]*/, '')
        expect(parent(candidate)).toBe(parent(registered))
      }),
    )
  })

  it('leads nowhere but under the registered domain, whatever stands for the wildcard', () => {
    // What an attacker would write: pieces that mean something to a parser of URLs.
    const piece = fc.constantFrom(
      ...[
        '.',
        '/',
        '\\',
        '@',
        ':',
        '#',
        '?',
        '%2e',
        '%2f',
        '%00',
        '\t',
        '\n',
        ' ',
        '*',
        '。',
        'evil.example',
        'a',
      ],
    )
    const attack = fc.array(fc.oneof(piece, fc.string()), { maxLength: 5 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(registeredWithWildcard, attack, (registered, part) => {
        const candidate = registered.replace('*', () => part)
        if (!matchesRedirectUri(registered, candidate)) return
        const [expected, actual] = [new URL(registered), new URL(candidate)]
        expect(actual.hostname.split('.').slice(1)).toEqual(expected.hostname.split('.').slice(1))
        expect([
          actual.protocol,
          actual.port,
          actual.pathname,
          actual.search,
          actual.hash,
          actual.username,
        ]).toEqual([expected.protocol, expected.port, expected.pathname, expected.search, '', ''])
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the pages that people are sent to', () => {
  it.each(['https://app.acme.com/', 'https://app.acme.com/#welcome', 'https://App.acme.com:443'])(
    '%s',
    (url) => {
      expect(pageUrlProblem(url, 'production')).toBeUndefined()
    },
  )

  it('may use http in a sandbox', () => {
    expect(pageUrlProblem('http://localhost:3000/', 'sandbox')).toBeUndefined()
    expect(pageUrlProblem('http://localhost:3000/', 'production')).toMatch(/https/)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'acme://app',
    'https://',
    'https://user@acme.com/',
    'https://acme.com\\@evil.example',
    'https://acme.com/a b',
    'java\nscript:alert(1)',
    '/relative',
  ])('never %j', (url) => {
    expect(pageUrlProblem(url, 'sandbox')).toEqual(expect.any(String))
  })
})
