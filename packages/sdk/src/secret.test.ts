import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { type Exposed, expose, exposeAll, isSecret, type Secret, SecretString } from './secret.ts'

const secret = new SecretString('sk_live_1')

/** What a console writes. */
function logged(...values: unknown[]): string {
  let text = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  new Console({ stdout }).log(...values)
  return text
}

/** A secret as another copy of the package makes it. */
async function foreignSecret(value: string): Promise<SecretString> {
  vi.resetModules()
  const copy = await import('./secret.ts')
  expect(copy.SecretString).not.toBe(SecretString)
  return new copy.SecretString(value)
}

describe('a secret', () => {
  it('gives its value to who asks for it', () => {
    expect(secret.expose()).toBe('sk_live_1')
  })

  it.each<[string, string]>([
    ['a template', `${secret}`],
    ['a concatenation', `${'key: '.concat(secret as never)}`],
    // biome-ignore lint/style/useTemplate: the operator is what is tested
    ['an addition', 'key: ' + secret],
    ['String()', String(secret)],
    ['toString()', secret.toString()],
    ['toLocaleString()', secret.toLocaleString()],
    ['join()', [secret].join()],
    ['JSON.stringify()', JSON.stringify({ deep: [{ secret }] })],
    ['util.inspect()', inspect(secret)],
    [
      'util.inspect() at any depth',
      inspect({ a: { b: { c: [secret] } } }, { depth: null, showHidden: true }),
    ],
    ['util.inspect() with getters', inspect(secret, { getters: true, showHidden: true })],
    ['console.log()', logged(secret, { secret }, [secret])],
    ['console.log() with a format', logged('%s %j %o %O', secret, secret, secret, secret)],
    ['the message of an error', String(new Error(`bad: ${secret}`))],
    ['an error that holds it', inspect(Object.assign(new Error('bad', { cause: { secret } }), { secret }))],
    ['the stack of an error', new Error(`${secret}`).stack ?? ''],
    ['its members', JSON.stringify([Object.entries(secret), Object.getOwnPropertyDescriptors(secret)])],
    ['a spread', JSON.stringify({ ...secret })],
  ])('does not show in %s', (_, text) => {
    expect(text).not.toContain('sk_live_1')
  })

  it('says that it is there', () => {
    expect([`${secret}`, JSON.stringify(secret), inspect({ secret })]).toEqual([
      '<redacted>',
      '"<redacted>"',
      '{ secret: <redacted> }',
    ])
  })

  it('is no number', () => {
    expect(Number(new SecretString('42'))).toBeNaN()
  })

  it('leaves a structured clone empty', () => {
    expect(inspect(structuredClone({ secret }), { depth: null, showHidden: true })).toBe('{ secret: {} }')
  })

  it('is made of a string only, and refuses anything else without printing it', () => {
    expect(() => new SecretString(['sk_live_1'] as never)).toThrow(
      new TypeError('A secret must be a string.'),
    )
    expect(() => new SecretString(undefined as never)).toThrow(TypeError)
  })

  it('is known to another copy of the package', async () => {
    const foreign = await foreignSecret('sk_live_2')
    expect(foreign).not.toBeInstanceOf(SecretString)
    expect(isSecret(foreign)).toBe(true)
    expect(expose(foreign)).toBe('sk_live_2')
    expect(exposeAll({ foreign })).toEqual({ foreign: 'sk_live_2' })
  })

  it('cannot be forged by what arrives as JSON', () => {
    const forged = JSON.parse('{"portico.SecretString":true,"Symbol(portico.SecretString)":true}')
    expect(isSecret(forged)).toBe(false)
    expect([null, undefined, 'sk_live_1', 1].some(isSecret)).toBe(false)
  })
})

describe('expose', () => {
  it('takes a secret and a plain string alike', () => {
    expect([secret, 'sk_live_1'].map(expose)).toEqual(['sk_live_1', 'sk_live_1'])
  })
})

describe('exposeAll', () => {
  it('puts every secret in clear, at every depth', () => {
    expect(exposeAll({ id: 'key_1', value: secret, list: [{ value: secret }, secret] })).toEqual({
      id: 'key_1',
      value: 'sk_live_1',
      list: [{ value: 'sk_live_1' }, 'sk_live_1'],
    })
    expect(exposeAll(secret)).toBe('sk_live_1')
  })

  it('leaves the value as it was', () => {
    const value = { secret }
    exposeAll(value)
    expect(value.secret).toBe(secret)
  })

  it('leaves a text alone that only looks redacted', () => {
    expect(exposeAll({ note: '<redacted>' })).toEqual({ note: '<redacted>' })
  })

  it('is what JSON makes of the value, where there is no secret', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(exposeAll(value)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    const at = new Date(0)
    expect(exposeAll({ at, none: undefined })).toEqual({ at: '1970-01-01T00:00:00.000Z' })
    expect(exposeAll(undefined)).toBeUndefined()
  })

  it('reads instances of classes by their members', () => {
    class Session {
      readonly token = secret
    }
    expect(exposeAll({ session: new Session() })).toEqual({ session: { token: 'sk_live_1' } })
  })

  it('sets no prototype', () => {
    const copy = exposeAll(JSON.parse('{"__proto__":{"admin":true}}'))
    expect(copy.admin).toBeUndefined()
    expect(Object.hasOwn(copy, '__proto__')).toBe(true)
  })

  it('refuses a cycle, and does not print what is in it', () => {
    const value: Record<string, unknown> = { secret }
    value.self = value
    expect(() => exposeAll(value)).toThrow(TypeError)
    expect(() => exposeAll(value)).not.toThrow(/sk_live_1/)
  })

  it('has the type that its value has', () => {
    type Key = { value: SecretString; at: Date; tags: readonly SecretString[]; kind?: 'a' | (string & {}) }
    type Stored = { value: string; at: string; tags: string[]; kind?: 'a' | (string & {}) }
    expectTypeOf<Exposed<Key>>().toEqualTypeOf<Stored>()
    expectTypeOf<Exposed<Secret>>().toEqualTypeOf<string>()
  })
})
