import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** An import of one file by another, both relative to the root. */
type Import = { from: string; to: string }

const importStatement =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

/** The rules of the house, as DESIGN and ARCHITECTURE tell them: what may not import what, and why. */
const rules: { why: string; broken(link: Import): boolean }[] = [
  {
    why: 'the contract depends on nothing but the schema library',
    broken: ({ from, to }) => in_('contract', from) && isOurs(to) && !in_('contract', to),
  },
  {
    why: 'the SDK imports nothing of ours: its generated part comes from the contract by generation',
    broken: ({ from, to }) =>
      from.startsWith('packages/sdk/src/') && isOurs(to) && !in_('sdk', to) && !isTest(from),
  },
  {
    why: 'the server may use the SDK in its tests only',
    broken: ({ from, to }) => in_('server', from) && in_('sdk', to) && !isTest(from),
  },
  {
    why: 'the CLI is a client of the SDK and the launcher of the server',
    broken: ({ from, to }) => in_('cli', from) && in_('contract', to),
  },
  {
    why: 'nothing imports the CLI',
    broken: ({ from, to }) => in_('cli', to) && !in_('cli', from),
  },
  {
    why: 'the kernel knows no service',
    broken: ({ from, to }) =>
      server('kernel', from) && (server('services', to) || server('simulators', to)) && !isTest(from),
  },
  {
    why: 'protocols know no database, clock or network',
    broken: ({ from, to }) =>
      server('protocols', from) && isOurs(to) && !server('protocols', to) && !isTest(from),
  },
  {
    why: 'simulators know kernel and protocols, never a service',
    broken: ({ from, to }) => server('simulators', from) && server('services', to) && !isTest(from),
  },
  {
    why: 'another service sees index.ts and nothing behind it',
    broken: ({ from, to }) => {
      const service = serviceOf(to)
      return (
        service !== undefined &&
        service !== serviceOf(from) &&
        !isTest(from) &&
        !to.endsWith(`${service}/index.ts`)
      )
    },
  },
]

const in_ = (name: string, path: string) => path.startsWith(`packages/${name}/`)
const server = (name: string, path: string) => path.startsWith(`packages/server/src/${name}/`)
const isOurs = (path: string) => path.startsWith('packages/')
const isTest = (path: string) => path.endsWith('.test.ts') || server('testing', path)
const serviceOf = (path: string) => /^packages\/server\/src\/services\/([^/]+)\//.exec(path)?.[1]

/** Every import that runs uphill, with the rule that it breaks. */
export function boundaryViolations(root: string): string[] {
  return sourceFiles(join(root, 'packages')).flatMap((file) =>
    importsOf(root, file).flatMap((link) =>
      rules.filter((rule) => rule.broken(link)).map((rule) => `${link.from} imports ${link.to}: ${rule.why}`),
    ),
  )
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function importsOf(root: string, file: string): Import[] {
  const from = relative(root, file)
  return [...readFileSync(file, 'utf8').matchAll(importStatement)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? ''
    if (specifier.startsWith('.')) return [{ from, to: relative(root, resolve(dirname(file), specifier)) }]
    const workspace = /^@portico\/([a-z]+)/.exec(specifier)?.[1]
    return workspace ? [{ from, to: `packages/${workspace}/src/index.ts` }] : []
  })
}
