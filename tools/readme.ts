import { readFileSync, writeFileSync } from 'node:fs'
import { operations } from '@portico/contract'
import { servedOperations } from '@portico/server'

const file = new URL('../README.md', import.meta.url)
const begin = '<!-- table: npm run generate -->\n'
const end = '<!-- /table -->'

/** The table of what works, from the contract and what the server mounts. */
export function servedTable(): string {
  const served = new Set(servedOperations())
  const services = Map.groupBy(operations, ({ service }) => service)
  const rows = [...services]
    .map(([service, all]) => ({
      service,
      all: all.length,
      served: all.filter(({ id }) => served.has(id)).length,
    }))
    .sort((a, b) => b.served - a.served || (a.service < b.service ? -1 : 1))
  const works = rows.filter((row) => row.served > 0)
  const later = rows.filter((row) => row.served === 0)
  return [
    '| service | operations served |',
    '|---|---|',
    ...works.map((row) => `| \`${row.service}\` | ${row.served} of ${row.all} |`),
    '',
    `Declared and not served yet: ${later.map((row) => `\`${row.service}\` (${row.all})`).join(', ')}.`,
    '',
  ].join('\n')
}

/** The README with the table as it is now. */
export function readmeWithTable(readme: string): string {
  const [before, rest = ''] = readme.split(begin)
  return `${before}${begin}\n${servedTable()}\n${end}${rest.split(end)[1] ?? ''}`
}

if (import.meta.main) writeFileSync(file, readmeWithTable(readFileSync(file, 'utf8')))
