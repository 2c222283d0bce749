/** Work that is done one run at a time. */
export type Turns = {
  /** Runs it; while it is running, has it run once more afterwards. */
  run(): void
  /** Resolves when nothing is running any more. */
  settled(): Promise<void>
}

/** Makes work that may be asked for at any time and is never done twice at once. An error ends one run only. */
export function inTurns(work: () => Promise<void>, onError: (error: unknown) => void): Turns {
  let running: Promise<void> | undefined
  let isWanted = false

  async function runAll() {
    while (isWanted) {
      isWanted = false
      try {
        await work()
      } catch (error) {
        onError(error)
      }
    }
    // In the same step as the last look at what is wanted, so that nothing wanted in between is lost.
    running = undefined
  }

  return {
    run() {
      isWanted = true
      running ??= Promise.resolve().then(runAll)
    },
    async settled() {
      await running
    },
  }
}
