import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { scriptFile } from './manifest.ts'
import { writeText } from './write.ts'

/** The source of each entry, by its subpath. */
type Entries = Readonly<Record<string, string>>

/** The file that holds the code of the main entry. */
const sharedFile = 'sdk'

const options = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  // What the oldest runtime that is supported (Node 20) understands.
  target: 'es2022',
  packages: 'external',
  external: ['node:*'],
  charset: 'utf8',
  // Comments stay with the types.
  legalComments: 'none',
} satisfies BuildOptions

/**
 * Writes the scripts of all entries.
 *
 * An entry whose code the main entry holds as well becomes a list of exports of one shared file: few files load faster
 * than many, there is one copy of each class, and bundlers drop what is not used statement by statement. Any other
 * entry (an adapter, the fakes for tests) gets a file with what it has beyond that.
 */
export async function bundle(root: string, dist: string, entries: Entries): Promise<void> {
  const graphs = await modulesOf(root, entries)
  const main = graphs.get('.')!
  const isShared = (subpath: string) => [...graphs.get(subpath)!].every((module) => main.has(module))
  const shared = Object.keys(entries).filter(isShared)
  const names = await sharedNames(root, entries, shared)
  const own = Object.keys(entries).filter((subpath) => !shared.includes(subpath))
  await build({
    ...options,
    absWorkingDir: root,
    splitting: true,
    entryPoints: {
      [sharedFile]: sharedFile,
      ...Object.fromEntries(own.map((subpath) => [subpath.slice(2), entries[subpath]!])),
    },
    outdir: dist,
    plugins: [sharedEntry(root, entries, names)],
  })
  for (const subpath of shared)
    await writeText(resolve(dist, scriptFile(subpath)), listOfExports(subpath, names))
}

/** The modules that each entry leads to, without the file of the entry itself. */
async function modulesOf(root: string, entries: Entries): Promise<Map<string, Set<string>>> {
  const graphs = Object.entries(entries).map(async ([subpath, source]) => {
    const { metafile } = await build({
      ...options,
      absWorkingDir: root,
      entryPoints: [source],
      metafile: true,
      write: false,
    })
    const modules = Object.keys(metafile.inputs).filter(
      (module) => subpath === '.' || `./${module}` !== source,
    )
    return [subpath, new Set(modules)] as const
  })
  return new Map(await Promise.all(graphs))
}

/** An export of an entry, and its name in the shared file. */
type Shared = { subpath: string; name: string; sharedName: string; isNew: boolean }

/** Names everything that the entries export; what two of them export is in the shared file once. */
async function sharedNames(root: string, entries: Entries, subpaths: readonly string[]): Promise<Shared[]> {
  const taken = new Map<string, unknown>()
  const names: Shared[] = []
  for (const subpath of subpaths) {
    const module: Record<string, unknown> = await import(pathToFileURL(resolve(root, entries[subpath]!)).href)
    for (const [name, value] of Object.entries(module)) {
      const isFree = !taken.has(name) || taken.get(name) === value
      const sharedName = isFree ? name : `${name}${subpath.replace(/\W/g, '_')}`
      names.push({ subpath, name, sharedName, isNew: !taken.has(sharedName) })
      taken.set(sharedName, value)
    }
  }
  return names
}

/** The entry of the shared file, which is nowhere on disk. */
function sharedEntry(root: string, entries: Entries, names: readonly Shared[]): Plugin {
  const contents = names
    .filter(({ isNew }) => isNew)
    .map(({ subpath, name, sharedName }) => {
      return `export { ${name} as ${sharedName} } from ${JSON.stringify(entries[subpath])}\n`
    })
    .join('')
  return {
    name: 'shared-entry',
    setup(build) {
      const namespace = 'shared-entry'
      build.onResolve({ filter: new RegExp(`^${sharedFile}$`) }, ({ path }) => ({ path, namespace }))
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: root }))
    },
  }
}

function listOfExports(subpath: string, names: readonly Shared[]): string {
  const depth = scriptFile(subpath).split('/').length - 2
  const from = `${depth === 0 ? './' : '../'.repeat(depth)}${sharedFile}.js`
  const list = names
    .filter((one) => one.subpath === subpath)
    .map(({ name, sharedName }) => (name === sharedName ? name : `${sharedName} as ${name}`))
  return `export { ${list.join(', ')} } from '${from}'\n`
}
