import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { version } from './index.ts'

const root = resolve(import.meta.dirname, '..')
const { dependencies, ...manifest } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))
/** The parts that a framework calls may name what it brings along. */
const adapters = ['./fastify', './express', './hono', './next']
const all = Object.entries<string>(manifest.exports)
const entries = all.filter(([entry]) => !adapters.includes(entry))

/** The modules that an entry leads to. Fails where one is none of ours: nothing is taken as given but `external`. */
async function modulesOf(source: string, external: string[] = []): Promise<string[]> {
  const { metafile } = await build({
    external,
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  return Object.keys(metafile.inputs)
}

describe('the package', () => {
  it('type-checks where there is nothing but the web platform', async () => {
    const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
    const tsc = resolve(typescript, '../bin/tsc')
    await promisify(execFile)(process.execPath, [tsc, '-p', resolve(root, 'tsconfig.web.json')])
  })

  it.each(entries)(
    '%s is made of its own modules alone: nothing of Node, and no package',
    async (_, source) => {
      const modules = await modulesOf(source)
      expect(modules.filter((module) => !module.startsWith('src/'))).toEqual([])
    },
  )

  const adapterEntries = all.filter(([entry]) => adapters.includes(entry))
  it.each(adapterEntries)('%s takes nothing from elsewhere but its framework', async (entry, source) => {
    const framework = entry.slice(2)
    const modules = await modulesOf(source, [framework, `${framework}/*`])
    expect(modules.filter((module) => !module.startsWith('src/'))).toEqual([])
  })

  it('has nothing for tests in any entry but the one for them', async () => {
    const others = entries.filter(([entry]) => entry !== './testing')
    const modules = (await Promise.all(others.map(([, source]) => modulesOf(source)))).flat()
    expect(modules.filter((module) => /\/testing\/|generated\/routes/.test(module))).toEqual([])
  })

  it('depends on nothing', () => {
    expect(dependencies).toBeUndefined()
    expect(manifest).not.toHaveProperty('optionalDependencies')
  })

  it('names its own version', () => {
    expect(version).toBe(manifest.version)
  })
})
