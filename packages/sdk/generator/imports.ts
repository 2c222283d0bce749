import { importPath } from './names.ts'

/** What the code of one file has come to need from others. */
export class Imports {
  readonly #byFile = new Map<string, Map<string, 'type' | 'value'>>()

  /** Needs a type. Returns its name, for use in place. */
  type(file: string, name: string): string {
    const names = this.#names(file)
    if (!names.has(name)) names.set(name, 'type')
    return name
  }

  /** Needs a class, a function or a constant. Returns its name, for use in place. */
  value(file: string, name: string): string {
    this.#names(file).set(name, 'value')
    return name
  }

  #names(file: string): Map<string, 'type' | 'value'> {
    const names = this.#byFile.get(file) ?? new Map()
    this.#byFile.set(file, names)
    return names
  }

  /** The statements, for a file at this place. */
  render(file: string): string {
    return [...this.#byFile]
      .filter(([from]) => from !== file)
      .map(([from, names]) => importStatement(importPath(file, from), names))
      .join('')
  }
}

function importStatement(from: string, names: ReadonlyMap<string, 'type' | 'value'>): string {
  if ([...names.values()].every((use) => use === 'type')) {
    return `import type { ${[...names.keys()].join(', ')} } from '${from}'\n`
  }
  const members = [...names].map(([name, use]) => (use === 'type' ? `type ${name}` : name))
  return `import { ${members.join(', ')} } from '${from}'\n`
}

const heading = '// Generated from the contract by packages/sdk/generator: edits are overwritten.\n'

/** A whole file: where it comes from, what it imports, and its code. Order and layout are the formatter's. */
export function renderFile(file: string, imports: Imports, code: string): string {
  return [heading, imports.render(file), code].filter(Boolean).join('\n')
}
