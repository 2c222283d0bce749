import { relative, resolve } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { annotated, keepAnnotations } from './annotations.ts'
import { type Entries, type Graph, graphsOf } from './graph.ts'
import { scriptFile } from './manifest.ts'
import { options } from './options.ts'
import { SharedNames, sharedFile } from './shared.ts'
import { writeText } from './write.ts'

/**
 * Writes the scripts of all entries.
 *
 * The main entry's code is one file: few files load faster than many, there is one copy of each class, and bundlers
 * drop what is not used statement by statement. An entry that has no code beyond it becomes a list of exports of that
 * file; any other (an adapter, the fakes for tests) a file with what it has beyond, which imports the rest.
 */
export async function bundle(root: string, dist: string, entries: Entries): Promise<void> {
  const graphs = await graphsOf(root, entries)
  const main = graphs.get('.')!
  const moduleOf = (subpath: string) => entries[subpath]!.replace('./', '')
  const isShared = (subpath: string) =>
    imported(graphs.get(subpath)!, moduleOf(subpath)).every((one) => main.has(one))
  const shared = Object.keys(entries).filter(isShared)
  const own = Object.keys(entries).filter((subpath) => !shared.includes(subpath))

  const names = new SharedNames(root)
  for (const subpath of shared) await names.add(moduleOf(subpath))
  for (const subpath of own) for (const module of border(graphs.get(subpath)!, main)) await names.add(module)

  await write({
    stdin: { contents: names.source(), resolveDir: root },
    outfile: resolve(dist, sharedFile),
    plugins: [keepAnnotations],
  })
  await write({
    absWorkingDir: root,
    splitting: true,
    entryPoints: Object.fromEntries(own.map((subpath) => [subpath.slice(2), entries[subpath]!])),
    outdir: dist,
    plugins: [importShared(root, main, names), keepAnnotations],
  })
  for (const subpath of shared) {
    const file = scriptFile(subpath)
    const from = `${file.split('/').length === 2 ? './' : '../'}${sharedFile}`
    await writeText(resolve(dist, file), names.reexport(moduleOf(subpath), from))
  }
}

async function write(how: BuildOptions): Promise<void> {
  const made = annotated(await build({ ...options, ...how, write: false }))
  await Promise.all(made.map(({ path, text }) => writeText(path, text)))
}

/** What an entry imports: the file of the entry itself is no code. */
function imported(graph: Graph, entry: string): string[] {
  return [...graph.keys()].filter((module) => module !== entry || graph.get(module)!.length === 0)
}

/** The modules of the main entry that modules outside of it import. */
function border(graph: Graph, main: Graph): string[] {
  const outside = [...graph].filter(([module]) => !main.has(module))
  return outside.flatMap(([, imports]) => imports.filter((module) => main.has(module)))
}

/** Takes modules of the main entry from the shared file. */
function importShared(root: string, main: Graph, names: SharedNames): Plugin {
  const namespace = 'shared'
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, importer, resolveDir }) => {
        if (importer === '') return undefined
        const module = relative(root, resolve(resolveDir, path)).replaceAll('\\', '/')
        return main.has(module) ? { path: module, namespace, sideEffects: false } : undefined
      })
      build.onResolve({ filter: /./, namespace }, ({ path }) => ({ path, external: true }))
      build.onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: names.reexport(path, `./${sharedFile}`),
      }))
    },
  }
}
