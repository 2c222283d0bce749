import { type Html, html } from '../../kernel/html.ts'

/** An instant, in UTC as on the wire: the day only where it is not evident. */
export function timeOf(instant: string, { day = true } = {}): Html {
  const text = `${day ? `${instant.slice(0, 10)} ` : ''}${instant.slice(11, 19)}`
  return html`<time datetime="${instant}" title="${instant}">${text}</time>`
}

const units: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** How the clock stands to the real time, in words: `1 day 2 hours ahead of the real time`. */
export function offsetInWords(offsetMs: number): string {
  let seconds = Math.round(Math.abs(offsetMs) / 1000)
  if (seconds === 0) return 'The real time'
  const parts: string[] = []
  for (const [unit, size] of units) {
    const count = Math.floor(seconds / size)
    seconds -= count * size
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
  }
  return `${parts.join(' ')} ${offsetMs > 0 ? 'ahead of' : 'behind'} the real time`
}
