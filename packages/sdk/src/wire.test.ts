import { inspect, isDeepStrictEqual } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { eventCatalogue, operations } from '@portico/contract'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { asSchema, children, members, type Schema } from '../generator/schema.ts'
import { irregularNames, wireNames } from '../generator/wire.ts'
import { toCamelCase, toSnakeCase } from './naming.ts'
import { exposeAll, SecretString } from './secret.ts'
import { fromAnswer, fromWire, NestingError, toWire } from './wire.ts'

const snakeName = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(_[a-z][a-z0-9]{0,5}){0,3}$/)

describe('names', () => {
  it.each([
    ['external_id', 'externalId'],
    ['id', 'id'],
    ['client_secret_last_4', 'clientSecretLast4'],
    ['statusCode', 'statusCode'],
    ['x5t#S256', 'x5t#S256'],
    ['_links', '_links'],
    ['__proto__', '__proto__'],
    ['a__b', 'a__b'],
    ['organization.created', 'organization.created'],
  ])('%s on the wire is %s here', (wire, ours) => {
    expect(toCamelCase(wire)).toBe(ours)
  })

  it('are remembered where they are short: a peer that sends long ones does not fill the memory', () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 100; n++) toCamelCase(`name_${n}`.padEnd(1_000_000, 'x'))
    collect()
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000)
  })

  it('come back as they went, where words begin with letters', () => {
    fc.assert(fc.property(snakeName, (name) => toSnakeCase(toCamelCase(name)) === name))
  })

  it('may be written as on the wire as well', () => {
    fc.assert(fc.property(snakeName, (name) => toSnakeCase(name) === name))
  })

  const requests = operations.map(({ query, body }) => ({
    type: 'object',
    properties: { ...query, ...(body && { body }) } as Record<string, Schema>,
  }))
  const answers = operations.flatMap(({ returns }) => (returns ? [asSchema(returns)] : []))
  const events = Object.values(eventCatalogue).map(({ data }) => asSchema(data))

  it('of a request all reach the wire in a spelling that it knows, with the exceptions that the generator writes down', () => {
    const lost = requests.flatMap((request) => {
      const names = wireNames(request)
      const notes = { names: Object.fromEntries(irregularNames(names)) }
      return Object.keys(
        toWire(fromWire(Object.fromEntries(names.map((name) => [name, 1]))), notes) as object,
      ).filter((name) => !names.includes(name))
    })
    expect(lost).toEqual([])
  })

  it('of one object never fall together, unless they are two spellings of one thing', () => {
    const check = (schema: Schema) => {
      const seen = new Map<string, Schema>()
      for (const { name, schema: member } of members(schema)) {
        const other = seen.get(toCamelCase(name)) ?? member
        expect(member.type, name).toEqual(other.type)
        seen.set(toCamelCase(name), member)
      }
      children(schema).forEach(check)
    }
    for (const schema of [...requests, ...answers, ...events]) check(schema)
  })
})

describe('documents', () => {
  const document = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(snakeName, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  })).value

  it('come back as they went, at every depth', () => {
    fc.assert(fc.property(document, (value) => isDeepStrictEqual(toWire(fromWire(value)), value)))
  })

  it('keep every key inside of what is opaque, in both directions', () => {
    const anything = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(anything, (metadata) => {
        const notes = {
          request: ['metadata', 'items[].metadata'],
          response: ['metadata', 'items[].metadata'],
        }
        const value = { metadata, items: [{ metadata, some_name: 1 }] }
        const ours = { metadata, items: [{ metadata, someName: 1 }] }
        expect(fromWire(value, notes)).toEqual(ours)
        expect(toWire(ours, notes)).toEqual(value)
      }),
    )
  })

  it('hold secrets that print as such, at the places written down and nowhere else', () => {
    const notes = { secrets: ['token', 'data[].value', 'keys{}.key'] }
    const wire = {
      token: 't1',
      value: 'public',
      data: [{ value: 't2' }, { value: null }, { value: { token: 'public' } }],
      keys: { a_b: { key: 't3' } },
    }
    const read = fromWire(wire, notes) as typeof wire
    expect(JSON.stringify(read)).not.toMatch(/t[123]/)
    expect(inspect(read, { depth: null })).toContain('public')
    expect(exposeAll(read)).toEqual(wire)
    expect(read.data[0]?.value).toBeInstanceOf(SecretString)
    expect(read.data[1]).toEqual({ value: null })
  })

  it('know some members by their names alone, also those that nobody declared', () => {
    const wire = {
      some_thing: { metadata: { a_b: 1 }, refresh_token: 't1', access_token: { user_id: 'user_1' } },
    }
    const ours = {
      someThing: { metadata: { a_b: 1 }, refreshToken: 't1', accessToken: { userId: 'user_1' } },
    }
    const read = fromAnswer(wire) as typeof ours
    expect(read.someThing.refreshToken).toBeInstanceOf(SecretString)
    expect(exposeAll(read)).toEqual(ours)
    // What is no answer holds what it held: a caller's own parameters, a session that was sealed.
    expect(fromWire(wire)).toEqual(ours)
    expect(toWire(ours)).toEqual(wire)
  })

  it('keep the keys of a map, and map its values', () => {
    const notes = { response: ['flags{}.metadata'] }
    expect(fromWire({ flags: { new_ui: { is_on: true, metadata: { a_b: 1 } } } }, notes)).toEqual({
      flags: { new_ui: { isOn: true, metadata: { a_b: 1 } } },
    })
  })

  it('use the spelling written down where it does not follow from ours', () => {
    const notes = { names: { updatedAfter: 'updatedAfter', last4: 'last_4' } }
    expect(toWire({ updatedAfter: 1, last4: 2, otherName: 3 }, notes)).toEqual({
      updatedAfter: 1,
      last_4: 2,
      other_name: 3,
    })
  })

  it('keep the keys of a map and map its values', () => {
    const flags = { new_checkout: { default_value: true }, __proto__x: { default_value: false } }
    expect(fromWire(flags, { response: ['{}'] })).toEqual({
      new_checkout: { defaultValue: true },
      __proto__x: { defaultValue: false },
    })
    expect(toWire({ byName: { aB: { cD: 1 } } }, { request: ['by_name{}'] })).toEqual({
      by_name: { aB: { c_d: 1 } },
    })
  })

  it('of different shapes at one place are each read for themselves, in any order', () => {
    const shaped = fc.dictionary(snakeName, fc.oneof(fc.integer(), fc.dictionary(snakeName, fc.integer())), {
      maxKeys: 5,
      noNullPrototype: true,
    })
    const notes = { response: ['data[].metadata'] }
    fc.assert(
      fc.property(fc.array(shaped), (data) => {
        const alone = data.map((item) => fromWire({ data: [item] }, { response: ['data[].metadata'] }))
        const together = fromWire({ data }, notes) as { data: unknown[] }
        return isDeepStrictEqual(
          alone.map((one) => (one as { data: unknown[] }).data[0]),
          together.data,
        )
      }),
    )
  })

  it('of more members than are remembered are read to the last', () => {
    const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    const wide = (from: number) =>
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`some_${letters(from + i)}`, i]))
    const notes = {}
    for (const from of [0, 7, 0]) {
      expect(toWire(fromWire(wide(from), notes))).toEqual(wide(from))
    }
  })

  it('keep members named as those that every object has, without touching it', () => {
    const names = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']
    const value = JSON.parse(`{${names.map((name) => `"${name}": {"is_admin": true}`).join()}}`)
    for (const map of [fromWire, toWire, fromAnswer]) {
      const mapped = map(value) as Record<string, unknown>
      expect(Object.keys(mapped)).toContain('__proto__')
      expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype)
      expect(Object.hasOwn(mapped, 'constructor')).toBe(true)
    }
    expect({}).not.toHaveProperty('isAdmin')
  })

  it('do not take over what a prototype was polluted with', () => {
    Object.defineProperty(Object.prototype, 'evil_name', { value: 1, enumerable: true, configurable: true })
    onTestFinished(() => void Reflect.deleteProperty(Object.prototype, 'evil_name'))
    const notes = {}
    const read = [1, 2].map(() => Object.keys(fromWire({ a_b: 1 }, notes) as object))
    Reflect.deleteProperty(Object.prototype, 'evil_name')
    expect(read).toEqual([['aB'], ['aB']])
  })

  it('are refused where they are nested beyond reason or contain themselves, unless it is opaque', () => {
    const circle: Record<string, unknown> = {}
    circle.circle = [circle]
    expect(() => toWire(circle)).toThrow(NestingError)
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(() => fromWire({ data: deep })).toThrow(NestingError)
    expect(fromWire({ metadata: deep })).toEqual({ metadata: deep })
  })

  it('hold dates and bytes as they are', () => {
    const at = new Date(0)
    const bytes = new Uint8Array([1])
    expect(toWire({ someDate: at, bytes })).toEqual({ some_date: at, bytes })
  })
})
