import { Readable } from 'node:stream'
import type { Activity, ActivityUpdate } from './activity.ts'

/** A tab whose connection does not keep up is let go; it comes back, and begins with a new snapshot. */
const maxUnreadBytes = 1_000_000
/** Proxies and browsers give up connections on which nothing comes. */
const stillHereMs = 15_000

/**
 * The activity as server-sent events (HTML Standard, 9.2): one `snapshot`, then an `update` whenever something
 * happens.
 */
export function activityStream(activity: Activity): Readable {
  let stop = () => {}
  const stillHere = setInterval(() => write(':\n\n'), stillHereMs)
  const stream = new Readable({
    read() {},
    destroy(error, done) {
      clearInterval(stillHere)
      stop()
      done(error)
    },
  })

  function write(text: string) {
    if (stream.destroyed) return
    stream.push(text)
    if (stream.readableLength > maxUnreadBytes) stream.destroy()
  }
  const send = (name: string, data: unknown) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)

  async function begin() {
    // What happens while the snapshot is read is told after it.
    let waiting: ActivityUpdate[] | undefined = []
    stop = await activity.watch((update) => (waiting ? waiting.push(update) : send('update', update)))
    if (stream.destroyed) return stop()
    write('retry: 1000\n\n')
    send('snapshot', await activity.snapshot())
    const late = waiting
    waiting = undefined
    for (const update of late) send('update', update)
  }

  begin().catch(() => stream.destroy())
  return stream
}
