import { group, type Operation, operation } from '@portico/contract'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import type { InvalidRequestError } from './errors.ts'
import { validatorOf } from './validate.ts'

const { operations } = group('tests', {
  assign: operation({
    method: 'POST',
    path: '/assign',
    summary: 'Assign',
    body: Type.Object({
      role: Type.String(),
      id: Type.Optional(Type.String()),
      external_id: Type.Optional(Type.String()),
      type: Type.Optional(Type.String()),
    }),
    exclusive: [['id'], ['external_id', 'type']],
    exclusiveRequired: true,
    status: 200,
  }),
})

function refusal(body: unknown) {
  try {
    validatorOf(operations.assign as Operation).body(body)
  } catch (error) {
    return (error as InvalidRequestError).errors.map(({ field, code }) => `${field} ${code}`)
  }
  return undefined
}

describe('groups of members of which one may be given', () => {
  it('are taken one at a time, and whole', () => {
    expect(refusal({ role: 'a', id: '1' })).toBeUndefined()
    expect(refusal({ role: 'a', external_id: '1', type: 't' })).toBeUndefined()
  })

  it('are refused together', () => {
    expect(refusal({ role: 'a', id: '1', external_id: '1', type: 't' })).toEqual([
      'id exclusive',
      'external_id exclusive',
      'type exclusive',
    ])
  })

  it('are refused in part, naming what is missing', () => {
    expect(refusal({ role: 'a', external_id: '1' })).toEqual(['type required'])
  })

  it('are missed where one is needed', () => {
    expect(refusal({ role: 'a' })).toEqual(['id required'])
  })
})
