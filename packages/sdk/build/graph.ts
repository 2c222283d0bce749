import { build } from 'esbuild'
import { options } from './options.ts'

/** The source of each entry, by its subpath. */
export type Entries = Readonly<Record<string, string>>

/** The modules that an entry is made of, itself included, each with what it imports: paths from the root. */
export type Graph = ReadonlyMap<string, readonly string[]>

/** What each entry is made of. */
export async function graphsOf(root: string, entries: Entries): Promise<Map<string, Graph>> {
  const graphs = Object.entries(entries).map(async ([subpath, source]) => {
    const { metafile } = await build({
      ...options,
      absWorkingDir: root,
      entryPoints: [source],
      metafile: true,
      write: false,
    })
    const modules = Object.entries(metafile.inputs).map(([module, { imports }]) => {
      return [module, imports.map(({ path }) => path)] as const
    })
    return [subpath, new Map(modules)] as const
  })
  return new Map(await Promise.all(graphs))
}
