import { describe, expect, it } from 'vitest'
import { inTurns } from './in-turns.ts'
import { createRecorder } from './recorder.ts'

const unexpected = (error: unknown) => {
  throw error
}

describe('inTurns', () => {
  it('runs once more when it was asked for meanwhile, and never twice at once', async () => {
    let runs = 0
    let atOnce = 0
    const turns = inTurns(async () => {
      runs++
      expect(++atOnce).toBe(1)
      await Promise.resolve()
      atOnce--
    }, unexpected)
    for (let n = 0; n < 10; n++) turns.run()
    await turns.settled()
    expect(runs).toBe(1)
    turns.run()
    await Promise.resolve()
    turns.run()
    turns.run()
    await turns.settled()
    expect(runs).toBe(3)
  })

  it('loses no wish, at whatever moment it comes', async () => {
    for (let delay = 0; delay < 12; delay++) {
      let seen = 0
      let wanted = 0
      const turns = inTurns(async () => {
        seen = wanted
        await Promise.resolve()
      }, unexpected)
      wanted = 1
      turns.run()
      for (let n = 0; n < delay; n++) await Promise.resolve()
      wanted = 2
      turns.run()
      await turns.settled()
      expect([delay, seen]).toEqual([delay, 2])
    }
  })

  it('goes on after an error', async () => {
    const errors: unknown[] = []
    let fails = true
    const turns = inTurns(
      async () => {
        if (fails) throw new Error('broken')
      },
      (error) => errors.push(error),
    )
    turns.run()
    await turns.settled()
    fails = false
    turns.run()
    await turns.settled()
    expect(errors).toHaveLength(1)
  })
})

describe('createRecorder', () => {
  it('writes alone what comes alone, and together what comes meanwhile', async () => {
    const batches: number[][] = []
    const recorder = createRecorder<number>(async (batch) => {
      batches.push(batch)
      await new Promise(setImmediate)
    }, unexpected)
    recorder.add(1)
    await Promise.resolve()
    await Promise.resolve()
    for (const n of [2, 3, 4]) recorder.add(n)
    await recorder.close()
    expect(batches).toEqual([[1], [2, 3, 4]])
  })

  it('writes again what could not be written, and nothing twice', async () => {
    const written: number[] = []
    const errors: unknown[] = []
    let attempts = 0
    const recorder = createRecorder<number>(
      async (batch) => {
        if (++attempts === 1) throw new Error('the database is away')
        written.push(...batch)
      },
      (error) => errors.push(error),
    )
    recorder.add(1)
    recorder.add(2)
    await new Promise(setImmediate)
    expect(errors).toHaveLength(1)
    recorder.add(3)
    await recorder.close()
    expect(written).toEqual([1, 2, 3])
    expect(recorder.size()).toBe(0)
  })

  it('drops what can never be written, and only that', async () => {
    const written: number[] = []
    const recorder = createRecorder<number>(
      async (batch) => {
        if (batch.includes(7)) throw new Error('impossible')
        written.push(...batch)
      },
      () => {},
      () => true,
    )
    for (let n = 1; n <= 20; n++) recorder.add(n)
    await recorder.close()
    expect(written.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1).filter((n) => n !== 7),
    )
  })
})
