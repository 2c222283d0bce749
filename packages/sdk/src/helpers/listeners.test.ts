import { expect, it } from 'vitest'
import { Listeners } from './listeners.ts'

it('tells all listeners, whatever one of them does, and nobody who was removed', async () => {
  const faults: unknown[] = []
  const told: string[] = []
  const listeners = new Listeners<{ change: string; error: Error }>((fault) => faults.push(fault))
  listeners.tell('error', new Error('Nobody listens, and nothing happens.'))
  listeners.add('change', () => {
    throw new Error('thrown')
  })
  listeners.add('change', async () => {
    throw new Error('rejected')
  })
  const remove = listeners.add('change', (event) => told.push(`first ${event}`))
  const last = (event: string) => {
    told.push(`last ${event}`)
    remove()
  }
  listeners.add('change', last)
  listeners.tell('change', 'a')
  listeners.tell('change', 'b')
  listeners.remove('change', last)
  listeners.tell('change', 'c')
  expect(told).toEqual(['first a', 'last a', 'last b'])
  await Promise.resolve()
  expect(faults.map((fault) => (fault as Error).message).sort()).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'thrown',
    'thrown',
    'thrown',
  ])
})
