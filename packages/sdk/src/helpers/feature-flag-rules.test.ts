import { describe, expect, it } from 'vitest'
import { type FlagContext, isOn, readFlags, targetsOf } from './feature-flag-rules.ts'

const rules = {
  slug: 'beta',
  enabled: true,
  default_value: false,
  targets: {
    users: [
      { id: 'user_1', enabled: true },
      { id: 'user_2', enabled: false },
    ],
    organizations: [{ id: 'org_1', enabled: true }],
    custom_targets: [{ type: 'team', id: 'blue:1', enabled: true }],
  },
}

/** What a flag is worth in a context, and what was warned of. */
function evaluate(context: unknown, changes: object = {}) {
  const warnings: string[] = []
  const { flags } = readFlags({ beta: { ...rules, ...changes } }, new Map())
  const targets = targetsOf(context as FlagContext, (message) => warnings.push(message))
  return { on: isOn(flags.get('beta')!, targets), warnings }
}

describe('a feature flag', () => {
  it.each([
    [true, { userId: 'user_1' }],
    [true, { organizationId: 'org_1' }],
    [true, { userId: 'user_9', organizationId: 'org_1' }],
    [true, { user: { id: 'user_1' } }],
    [true, { organization: { id: 'org_1' } }],
    [true, { team: { id: 'blue:1' } }],
    [true, { user: { id: 'user_9' }, team: { id: 'blue:1' } }],
    [false, { userId: 'org_1' }],
    [false, { team: { id: 'user_1' } }],
    [false, { group: { id: 'blue:1' } }],
    [false, {}],
    [false, { userId: '', organizationId: undefined }],
  ])('is %s for %j', (on, context) => {
    expect(evaluate(context)).toEqual({ on, warnings: [] })
  })

  it('is false for all while it is disabled', () => {
    const disabled = { enabled: false, default_value: true }
    expect(evaluate({ userId: 'user_1' }, disabled).on).toBe(false)
    expect(evaluate({}, disabled).on).toBe(false)
  })

  it('is its default for who is no target, and for a target that is not enabled', () => {
    for (const default_value of [true, false]) {
      expect(evaluate({ userId: 'user_2' }, { default_value }).on).toBe(default_value)
      expect(evaluate({ userId: 'user_9' }, { default_value }).on).toBe(default_value)
    }
  })

  it('has no target in a context that mixes both forms, and says so', () => {
    const { on, warnings } = evaluate({ userId: 'user_1', team: { id: 'blue:1' } })
    expect(on).toBe(false)
    expect(warnings).toEqual([expect.stringContaining('mixes')])
  })

  it.each([
    ['a type with capitals', { Team: { id: 'blue:1' } }],
    ['a type that is a letter too long', { [`t${'e'.repeat(64)}`]: { id: 'blue:1' } }],
    ['a type that begins with a digit', { '1team': { id: 'blue:1' } }],
    ['a type that is none', { __proto__: null, constructor: { id: 'x y' } }],
    ['an ID with a space', { team: { id: 'blue 1' } }],
    ['an ID that is too long', { team: { id: 'x'.repeat(256) } }],
    ['an ID that is empty', { team: { id: '' } }],
    ['an ID that is a number', { team: { id: 7 } }],
    ['an ID that a path would resolve', { team: { id: '..' } }],
    ['no ID', { team: {} }],
    ['an ID without its object', { team: 'blue:1' }],
  ])('passes over %s, and says so once', (_, context) => {
    const { on, warnings } = evaluate(context)
    expect(on).toBe(false)
    expect(warnings).toHaveLength(1)
  })

  it('is evaluated without a fault whatever the context is', () => {
    for (const context of [null, undefined, 7, 'user_1', [], () => {}, Object.create(null)]) {
      expect(evaluate(context).on).toBe(false)
    }
  })

  it('takes types and IDs of the greatest length', () => {
    const [type, id] = ['t'.repeat(64), 'x'.repeat(255)]
    const targets = { ...rules.targets, custom_targets: [{ type, id, enabled: true }] }
    expect(evaluate({ [type]: { id } }, { targets })).toEqual({ on: true, warnings: [] })
  })

  it('does not take a part of a type for one of an ID', () => {
    const targets = { ...rules.targets, custom_targets: [{ type: 'team:blue', id: '1', enabled: true }] }
    expect(evaluate({ team: { id: 'blue:1' } }, { targets }).on).toBe(false)
  })
})

describe('readFlags', () => {
  it('reads the names of the wire and ours alike, and keeps what it does not know', () => {
    const { flags } = readFlags({ beta: { ...rules, note: 'new' } }, new Map())
    const ours = flags.get('beta')?.rules
    expect(ours).toMatchObject({ slug: 'beta', enabled: true, defaultValue: false })
    expect(readFlags({ beta: ours }, new Map()).flags.get('beta')).toEqual(flags.get('beta'))
  })

  it('does without custom targets', () => {
    const { users, organizations } = rules.targets
    const { unreadable } = readFlags({ beta: { ...rules, targets: { users, organizations } } }, new Map())
    expect(unreadable).toEqual([])
  })

  it('takes slugs for what they are', () => {
    const slugs = ['__proto__', 'constructor', 'snake_case', 'toString']
    const { flags } = readFlags(
      JSON.parse(`{${slugs.map((slug) => `"${slug}":${JSON.stringify(rules)}`)}}`),
      new Map(),
    )
    expect([...flags.keys()]).toEqual(slugs)
    expect(({} as { enabled?: unknown }).enabled).toBeUndefined()
  })

  it('sees no change in another order', () => {
    const turned = { ...rules, targets: { ...rules.targets, users: rules.targets.users.toReversed() } }
    const print = (flag: object) => readFlags({ beta: flag }, new Map()).flags.get('beta')?.fingerprint
    expect(print(turned)).toBe(print(rules))
    expect(print({ ...rules, enabled: false })).not.toBe(print(rules))
    expect(print({ ...rules, targets: { ...rules.targets, users: [] } })).not.toBe(print(rules))
  })

  it('leaves a flag that cannot be read as it was, and reads the others', () => {
    const before = readFlags({ beta: rules }, new Map()).flags
    const { flags, unreadable } = readFlags({ beta: { kind: 'number' }, odd: null, fine: rules }, before)
    expect(unreadable).toEqual(['beta', 'odd'])
    expect([...flags.keys()]).toEqual(['beta', 'fine'])
    expect(flags.get('beta')).toBe(before.get('beta'))
  })

  it.each([
    ['null', null],
    ['a text', 'flags'],
    ['a list', [rules]],
    ['an error', { error: 'no' }],
    ['a flag without targets', { beta: { ...rules, targets: undefined } }],
    ['a flag whose state is text', { beta: { ...rules, enabled: 'true' } }],
    ['a flag without a default', { beta: { ...rules, default_value: undefined } }],
    [
      'a target without an ID',
      { beta: { ...rules, targets: { ...rules.targets, users: [{ enabled: true }] } } },
    ],
    [
      'a target without a type',
      { beta: { ...rules, targets: { ...rules.targets, custom_targets: [{ id: '1', enabled: true }] } } },
    ],
  ])('refuses %s', (_, garbage) => {
    expect(() => readFlags(garbage, new Map())).toThrow('no feature flags that could be read')
  })

  it('knows that there may be none', () => {
    expect(readFlags({}, new Map())).toEqual({ flags: new Map(), unreadable: [] })
  })
})
