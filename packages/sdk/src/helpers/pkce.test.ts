import { WorkOS } from '@workos-inc/node'
import { describe, expect, it, vi } from 'vitest'
import vectors from '../../fixtures/sign-in.json' with { type: 'json' }
import { Client, ConfigurationError, SecretString } from '../index.ts'

const { pkce } = new Client({ apiKey: 'sk_test_1' })
const official = new WorkOS('sk_test_1').pkce

describe('pkce.generateCodeChallenge', () => {
  it.each(vectors.pkce)('is the S256 of the verifier: $challenge', async ({ verifier, challenge }) => {
    expect(await pkce.generateCodeChallenge(verifier)).toBe(challenge)
    expect(await pkce.generateCodeChallenge(new SecretString(verifier))).toBe(challenge)
  })

  it.each([
    ['too short', 'a'.repeat(42)],
    ['too long', 'a'.repeat(129)],
    ['of other characters', `${'a'.repeat(42)}+`],
    ['printed instead of exposed', `${pkce.generateCodeVerifier()}`],
    ['followed by a line break', `${'a'.repeat(43)}\n`],
  ])('refuses a verifier that is %s', async (_, verifier) => {
    await expect(pkce.generateCodeChallenge(verifier)).rejects.toMatchObject({
      name: 'ConfigurationError',
      option: 'codeVerifier',
    })
  })
})

describe('pkce.generateCodeVerifier', () => {
  it('draws what the official SDK draws from the same source', () => {
    const [, drawn] = vectors.pkce
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      new Uint8Array((array as Uint8Array).buffer).forEach((_, i, bytes) => {
        bytes[i] = i
      })
      return array
    })
    const verifier = pkce.generateCodeVerifier()
    vi.restoreAllMocks()
    expect(verifier.expose()).toBe(drawn?.verifier)
  })

  it.each([43, 44, 64, 127, 128])('makes %d characters of the unreserved alphabet', (length) => {
    expect(pkce.generateCodeVerifier(length).expose()).toMatch(new RegExp(`^[A-Za-z0-9_-]{${length}}$`))
  })

  it.each([42, 129, 0, -43, 43.5, Number.NaN])('refuses a length of %d', (length) => {
    expect(() => pkce.generateCodeVerifier(length)).toThrow(ConfigurationError)
  })

  it('prefers no character, not even at the end', () => {
    const seen = new Map<string, number>()
    for (let i = 0; i < 6400; i++) {
      const last = pkce.generateCodeVerifier().expose().at(-1) as string
      seen.set(last, (seen.get(last) ?? 0) + 1)
    }
    // 64 characters, 100 times each on average, with a deviation of 10. A character that cannot occur, or occurs
    // twice as often, is far outside.
    expect(seen.size).toBe(64)
    expect(Math.max(...seen.values())).toBeLessThan(190)
  })
})

describe('pkce.generate', () => {
  it('makes a pair whose parts belong together, another each time', async () => {
    const [one, two] = await Promise.all([pkce.generate(), pkce.generate(128)])
    expect(one).toMatchObject({ codeChallengeMethod: 'S256' })
    expect(one.codeChallenge).toBe(await official.generateCodeChallenge(one.codeVerifier.expose()))
    expect(two.codeVerifier.expose()).toHaveLength(128)
    expect(two.codeVerifier.expose()).not.toContain(one.codeVerifier.expose())
  })

  it('prints no verifier', async () => {
    const pair = await pkce.generate()
    expect(JSON.stringify(pair)).not.toContain(pair.codeVerifier.expose())
    expect(String(pair.codeVerifier)).toBe('<redacted>')
  })

  it('answers the challenge of a verifier that the official SDK made', async () => {
    const { codeVerifier, codeChallenge } = await official.generate()
    expect(await pkce.generateCodeChallenge(codeVerifier)).toBe(codeChallenge)
  })
})
