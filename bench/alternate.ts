import { median } from './load.ts'

/** Work that is done again and again. */
export type Work = () => unknown

/** How often a second each side did its work, and the median of the rounds' own ratios. */
export type Alternated = { oursPerSecond: number; peerPerSecond: number; ratio: number }

/**
 * Measures two pieces of work in this process in turns, A B, B A, A B …: what else the machine does meanwhile, and what
 * the garbage collector does, hits both alike. Each is done by itself, the next when the last has settled.
 */
export async function alternate(
  ours: Work,
  peer: Work,
  { rounds, roundSeconds, warmUpSeconds }: { rounds: number; roundSeconds: number; warmUpSeconds: number },
): Promise<Alternated> {
  for (const work of [ours, peer]) await perSecond(work, warmUpSeconds)
  const measured: { ours: number; peer: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0
    const first = await perSecond(oursFirst ? ours : peer, roundSeconds)
    const second = await perSecond(oursFirst ? peer : ours, roundSeconds)
    measured.push(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first })
  }
  return {
    oursPerSecond: median(measured.map((round) => round.ours)),
    peerPerSecond: median(measured.map((round) => round.peer)),
    ratio: median(measured.map((round) => round.ours / round.peer)),
  }
}

/** So many at a time that looking at the clock costs nothing, and so few that a round ends when it should. */
const batchMs = 20

async function perSecond(work: Work, seconds: number): Promise<number> {
  let count = 0
  let batch = 1
  const begun = performance.now()
  for (;;) {
    const batchBegun = performance.now()
    for (let i = 0; i < batch; i++) await work()
    count += batch
    const now = performance.now()
    if (now - begun >= seconds * 1000) return (count * 1000) / (now - begun)
    if (now - batchBegun < batchMs) batch *= 2
  }
}
