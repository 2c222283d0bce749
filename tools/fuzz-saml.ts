import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { checkMutants } from '../packages/server/src/protocols/saml/fixtures/mutation-property.ts'

/*
 * Mutants of signed SAML responses by the million: `npm run fuzz -- --count 1000000 --seed 1`. None may be accepted with
 * content other than what was signed.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
  },
})
const count = Number(values.count)
const seed = Number(values.seed)
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  throw new Error('--count and --seed are whole numbers.')
}

const started = performance.now()
const verdicts: Record<string, number> = {}
let done = 0

function progress(): string {
  const seconds = (performance.now() - started) / 1000
  const each = Object.entries(verdicts).map(([verdict, number]) => `${number} ${verdict}`)
  return `${done} mutants in ${seconds.toFixed(0)} s: ${each.join(', ')}`
}

console.log(`${count} mutants of signed SAML responses, seed ${seed}`)
const result = checkMutants(count, seed, (verdict) => {
  verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
  if (++done % 50_000 === 0) console.log(progress())
})
console.log(progress())
if (result.failed) {
  console.error(fc.defaultReportMessage(result))
  process.exitCode = 1
} else {
  console.log('None was accepted with changed content.')
}
