import { describe, expect, it } from 'vitest'
import { rawAttributesOf } from './raw-attributes.ts'

describe('rawAttributesOf', () => {
  it('keeps all that came', () => {
    const attributes = { email: 'ada@acme.example', groups: ['a', 'b'], address: { city: 'London' } }
    expect(rawAttributesOf(attributes)).toEqual(attributes)
    expect(rawAttributesOf({ path: 'C:\\u0000', note: 'É 💥' })).toEqual({ path: 'C:\\u0000', note: 'É 💥' })
  })

  it('keeps nothing of what is too much, or cannot be stored', () => {
    for (const value of ['x'.repeat(70_000), 'a\0b', '\ud800', ['\udfff'], { '\0': 1 }]) {
      expect(rawAttributesOf({ email: 'ada@acme.example', value })).toEqual({})
    }
  })
})
