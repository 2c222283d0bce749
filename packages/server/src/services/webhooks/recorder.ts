import { setTimeout as wait } from 'node:timers/promises'
import { inTurns } from './in-turns.ts'

const batchSize = 500
const retryMs = 500

/**
 * Gathers what comes in while the last batch is being written, and writes it together: alone it is written at once,
 * under load many at a time. A batch that fails is tried again until the recorder is closed. One that can never be
 * written is halved until the culprit is alone, which is dropped: it must not hold up all others.
 */
export function createRecorder<T>(
  write: (batch: T[]) => Promise<void>,
  onError: (error: unknown) => void,
  isHopeless: (error: unknown) => boolean = () => false,
) {
  const pending: T[] = []
  let isClosed = false

  const writing = inTurns(async () => {
    while (pending.length > 0) await writeOrRetry(pending.splice(0, batchSize))
  }, onError)

  async function writeOrRetry(batch: T[]): Promise<void> {
    try {
      await write(batch)
    } catch (error) {
      onError(error)
      if (isHopeless(error)) return halve(batch)
      if (isClosed) return
      pending.unshift(...batch)
      await wait(retryMs)
    }
  }

  async function halve(batch: T[]): Promise<void> {
    if (batch.length === 1) return
    const middle = batch.length >> 1
    await writeOrRetry(batch.slice(0, middle))
    await writeOrRetry(batch.slice(middle))
  }

  return {
    add(item: T): void {
      pending.push(item)
      writing.run()
    },
    /** How many are not written yet, save those being written. */
    size: () => pending.length,
    /** Writes what is left, once. */
    async close(): Promise<void> {
      isClosed = true
      writing.run()
      await writing.settled()
    },
  }
}
