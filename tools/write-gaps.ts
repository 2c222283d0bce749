import { writeFileSync } from 'node:fs'
import { operations } from '@portico/contract'
import { servedOperations } from '@portico/server'

/** Writes the operations that are declared and not served to conformance/known-gaps.json. */
const served = new Set(servedOperations())
const notServed = operations.map(({ id }) => id).filter((id) => !served.has(id))
const file = new URL('../conformance/known-gaps.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ notServed: notServed.sort() }, null, 2)}\n`)
