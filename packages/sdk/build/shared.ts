import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The file that holds the code of the main entry, and of all entries that have none beyond it. */
export const sharedFile = 'sdk.js'

/** An export of a module, and its name in the shared file. */
type Export = { name: string; sharedName: string }

/** What the shared file exports: whatever another file wants of a module in it, under a name of its own. */
export class SharedNames {
  readonly #root: string
  readonly #byModule = new Map<string, Export[]>()
  readonly #values = new Map<string, unknown>()
  readonly #statements: string[] = []

  constructor(root: string) {
    this.#root = root
  }

  /** Notes all exports of a module, given by its path from the root. */
  async add(module: string): Promise<void> {
    if (this.#byModule.has(module)) return
    const exports: Record<string, unknown> = await import(pathToFileURL(resolve(this.#root, module)).href)
    this.#byModule.set(
      module,
      Object.entries(exports).map(([name, value]) => ({
        name,
        sharedName: this.#nameOf(name, value, module),
      })),
    )
  }

  /** One and the same value, exported again by another module, is shared under one name. */
  #nameOf(name: string, value: unknown, module: string): string {
    let sharedName = name
    for (let i = 2; this.#values.has(sharedName) && this.#values.get(sharedName) !== value; i++) {
      sharedName = `${name}$${i}`
    }
    if (!this.#values.has(sharedName)) {
      this.#values.set(sharedName, value)
      this.#statements.push(`export { ${name} as ${sharedName} } from ${JSON.stringify(`./${module}`)}\n`)
    }
    return sharedName
  }

  /** The source of the shared file. */
  source(): string {
    return this.#statements.join('')
  }

  /** A module that exports from the shared file what the module in it exports. */
  reexport(module: string, from: string): string {
    const names = this.#byModule.get(module)?.map(({ name, sharedName }) => {
      return name === sharedName ? name : `${sharedName} as ${name}`
    })
    if (!names) throw new Error(`${module} is not in the shared file.`)
    return `export{${names.join(',')}}from${JSON.stringify(from)};\n`
  }
}
