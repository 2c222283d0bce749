import { csv, group, model, nullable, opaqueObject, openEnum, operation } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { boolean, generated, optionalString, Robot, robots, schema, string, text } from './testing.ts'

describe('a model', () => {
  const get = { method: 'GET', path: '/things', summary: 'Get', status: 200 } as const

  it('that is sent and received has two types: readers take what may come, writers give what is known', async () => {
    const Mode = model('Mode', { name: openEnum(['a', 'b']), note: optionalString })
    const things = group('things', {
      setMode: operation({ ...get, method: 'PUT', body: model('SetMode', { mode: Mode }), returns: Mode }),
    })
    const code = await text('models/things.ts', things)
    expect(code).toContain(`\
export interface Mode {
  name: OpenEnum<'a' | 'b'>
  note?: string
}

export interface ModeInput {
  name: 'a' | 'b'
  note?: string | undefined
}
`)
    expect(await text('things.ts', things)).toContain('  mode: ModeInput\n')
  })

  it('of two services stands with the one that answers it', async () => {
    const user = group('users', {
      getUser: operation({ ...get, returns: model('UserWithRobot', { robot: Robot }) }),
    })
    expect(await text('models/users.ts', user, robots)).toContain(`import type { Robot } from './robots.ts'`)
  })

  it('holds a map with keys of the customer, and values of ours', async () => {
    const Flag = model('Flag', { is_on: boolean })
    const Flags = model('Flags', { flags: schema({ type: 'object', additionalProperties: Flag }) })
    const things = group('things', { getFlags: operation({ ...get, returns: Flags }) })
    expect(await text('models/things.ts', things)).toContain('  flags: Record<string, Flag>\n')
  })

  it('cannot share its name with another one', () => {
    const one = operation({ ...get, returns: model('Thing', { a: string }) })
    const other = operation({ ...get, returns: model('Thing', { b: string }) })
    expect(() => generated([group('things', { one, other })])).toThrow(
      'Two different models are called Thing.',
    )
  })

  it("cannot have keys that are the customer's in one variant and ours in another", () => {
    const inOurs = model('Inner', { some_name: string })
    const returns = schema({ anyOf: [model('A', { data: opaqueObject() }), model('B', { data: inOurs })] })
    const things = group('things', { get: operation({ ...get, returns }) })
    expect(() => generated([things])).toThrow("'data' is opaque in one variant and not in another.")
  })

  it('that is read has the known values of its open sets listed, by their places', async () => {
    const Fleet = model('Fleet', {
      leader: Robot,
      mode: nullable(openEnum(['a', 'b'])),
      sizes: csv(openEnum(['s', 'l'])),
    })
    const Sent = model('Sent', { mode: openEnum(['x']) })
    const things = group('things', {
      setFleet: operation({ ...get, method: 'PUT', body: Sent, returns: Fleet }),
    })
    expect(await text('enums.ts', things)).toContain(`\
/** Known values of \`Fleet.mode\`. */
export const fleetMode = ['a', 'b'] as const

/** Known values of \`Fleet.sizes\`. */
export const fleetSizes = ['s', 'l'] as const

`)
    expect(await text('enums.ts', things)).toContain("export const robotState = ['asleep', 'awake'] as const")
    expect(await text('enums.ts', things)).not.toContain('sentMode')
  })
})
