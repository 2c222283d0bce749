/**
 * `npm run bench`: what Portico costs, side by side with the same work done by hand. Prints a table and never fails
 * for a figure; README.md says how the figures are made.
 */
import { parseArgs } from 'node:util'
import type { Case, Settings } from './cases/case.ts'
import { get, list, post } from './cases/organizations.ts'
import { memory, startUp } from './cases/process.ts'
import { saml } from './cases/saml.ts'
import { sdkCalls, sdkOverhead } from './cases/sdk-calls.ts'
import { sdkSession, sdkVault, sdkWebhooks } from './cases/sdk-helpers.ts'
import { sdkPackage } from './cases/sdk-package.ts'
import { size } from './cases/size.ts'
import { webhooks } from './cases/webhooks.ts'
import { cleanUp } from './processes.ts'
import { type Figure, skipped, table } from './report.ts'

const cases: readonly Case[] = [
  get,
  post,
  list,
  size,
  webhooks,
  startUp,
  memory,
  sdkCalls,
  sdkOverhead,
  sdkPackage,
  sdkSession,
  sdkWebhooks,
  sdkVault,
  saml,
]

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(`npm run bench -- [--quick] [--json] [--only NAME]…

  --quick      short rounds: to try things, not for figures to keep
  --json       print JSON instead of a table
  --only NAME  run one case: ${cases.map(({ name }) => name).join(', ')}`)
} else {
  await main()
}

async function main(): Promise<void> {
  const unknown = values.only?.find((name) => !cases.some((one) => one.name === name))
  if (unknown !== undefined) {
    console.error(`There is no case ${unknown}. There are: ${cases.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 2
    return
  }
  const chosen = cases.filter(({ name }) => values.only?.includes(name) ?? true)
  const settings: Settings = {
    ...(values.quick
      ? { rounds: 3, roundSeconds: 1, warmUpSeconds: 3 }
      : { rounds: 7, roundSeconds: 4, warmUpSeconds: 12 }),
    connections: 20,
    quick: values.quick,
    note: (line) => console.error(line),
  }
  const figures: Figure[] = []
  for (const one of chosen) {
    settings.note(`measuring ${one.name}`)
    try {
      figures.push(...(await one.run(settings)))
    } catch (error) {
      // The others still say something.
      figures.push(skipped(one.name, (error as Error).message))
    }
  }
  await cleanUp()
  console.log(values.json ? JSON.stringify({ node: process.version, figures }, null, 2) : table(figures))
}
