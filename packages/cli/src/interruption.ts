import { exitCodes } from './framework/failure.ts'

/**
 * npm passes on a Ctrl-C that the terminal has sent to us already. Nobody presses it twice within this time and means
 * two things.
 */
const sameKeypressMs = 400

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into a signal to finish. Asked a second time, the process ends at once:
 * by exiting, so that what must end with it (the embedded database) still hears of it.
 */
export function listenForInterruption(process: NodeJS.Process): AbortSignal {
  const aborter = new AbortController()
  let asked: number | undefined
  const onSignal = () => {
    const now = performance.now()
    if (asked === undefined) {
      asked = now
      aborter.abort()
    } else if (now - asked > sameKeypressMs) {
      process.stderr.write('Stopped at once: requests under way were cut off.\n')
      process.exit(exitCodes.interrupted)
    }
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  return aborter.signal
}
