import autocannon from 'autocannon'

/** Who is asked, and what. */
export type Target = { url: string; headers?: Record<string, string>; requests: autocannon.Request[] }

/** How one side did: medians of its rounds. */
export type Measured = { perSecond: number; p50Ms: number; p99Ms: number }

export type Comparison = { ours: Measured; peer: Measured; ratio: number }

export type Rounds = { rounds: number; roundSeconds: number; warmUpSeconds: number; connections: number }

/**
 * Measures two targets in turns, A B, B A, A B …: what else the machine does meanwhile hits both alike. The ratio is the
 * median of the rounds' own, so that a slow minute does not shift it.
 */
export async function compare(ours: Target, peer: Target, settings: Rounds): Promise<Comparison> {
  for (const target of [ours, peer]) await run(target, settings.warmUpSeconds, settings)
  const rounds: { ours: Measured; peer: Measured }[] = []
  for (let round = 0; round < settings.rounds; round++) {
    const oursFirst = round % 2 === 0
    const first = await run(oursFirst ? ours : peer, settings.roundSeconds, settings)
    const second = await run(oursFirst ? peer : ours, settings.roundSeconds, settings)
    rounds.push(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first })
  }
  return {
    ours: medians(rounds.map((round) => round.ours)),
    peer: medians(rounds.map((round) => round.peer)),
    ratio: median(rounds.map((round) => round.ours.perSecond / round.peer.perSecond)),
  }
}

/** One round of load. Throws when an answer is no success: figures of refusals would say nothing. */
export async function run(
  { url, headers = {}, requests }: Target,
  seconds: number,
  { connections }: Pick<Rounds, 'connections'>,
): Promise<Measured> {
  const latencies: number[] = []
  const begun = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>()
  autocannon({ url, headers, requests, connections, duration: seconds }, (error, result) =>
    error ? reject(error) : resolve(result),
  )
    // Its own histogram counts whole milliseconds.
    .on('response', (_client, _status, _bytes, latencyMs) => void latencies.push(latencyMs))
  const result = await promise
  const elapsedSeconds = (performance.now() - begun) / 1000
  if (result.non2xx > 0 || result.errors > 0 || latencies.length === 0) {
    const statuses = JSON.stringify(result.statusCodeStats)
    throw new Error(`${url}: ${result.errors} requests failed, and the answers were ${statuses}`)
  }
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / elapsedSeconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}

/** Of values in ascending order. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

function medians(rounds: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => median(rounds.map((round) => round[name]))
  return { perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') }
}
