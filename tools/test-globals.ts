import { afterAll, expect } from 'vitest'

/*
 * Files of a worker share its globals: one that leaves a faked timer behind makes others hang that know nothing of it.
 * So each must leave them as it found them.
 */
const shared = [
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'process',
] as const
const found = new Map(shared.map((name) => [name, globalThis[name]]))

afterAll(() => {
  const changed = shared.filter((name) => globalThis[name] !== found.get(name))
  for (const name of changed) Object.assign(globalThis, { [name]: found.get(name) })
  expect(changed, 'globals that this file has replaced and not put back').toEqual([])
})
