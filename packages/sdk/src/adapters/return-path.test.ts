import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeReturnPath } from './return-path.ts'

describe('the path that a browser comes back to', () => {
  it.each([
    ['/', '/'],
    ['/account?tab=keys#top', '/account?tab=keys#top'],
    ['/a/../b', '/b'],
    ['/über', '/%C3%BCber'],
    ['/redirect?to=https://evil.example', '/redirect?to=https://evil.example'],
    ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/@evil.example', '/@evil.example'],
  ])('%j is %j', (path, expected) => {
    expect(safeReturnPath(path)).toBe(expected)
  })

  it.each([
    'https://evil.example',
    'HTTPS:evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    '/a\r\nSet-Cookie: a=b',
    '/a\0',
    '',
    `/${'a'.repeat(1024)}`,
    `/${'ü'.repeat(500)}`,
    null,
    undefined,
    7,
    ['/a'],
  ])('leads nowhere else by %j', (path) => {
    expect(safeReturnPath(path)).toBe('/')
  })

  it('is of the application, whatever is asked for', () => {
    const pieces = ['/', '\\', '.', '%2e', '%2f', ':', '@', '\t', '?', '#', 'evil.example', 'a']
    const property = fc.property(fc.string({ unit: fc.constantFrom(...pieces) }), (path) => {
      const safe = safeReturnPath(path)
      expect(new URL(safe, 'https://example.com/callback').origin).toBe('https://example.com')
      expect(safe).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      expect(safeReturnPath(safe)).toBe(safe)
    })
    fc.assert(property, { numRuns: 2_000 })
  })
})
