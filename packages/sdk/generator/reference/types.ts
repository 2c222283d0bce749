import { Imports } from '../imports.ts'
import type { Direction, Models } from '../models.ts'
import { fileName } from '../names.ts'
import type { Schema } from '../schema.ts'
import type { Service } from '../services.ts'
import { anchor, code } from './markdown.ts'

/** Writes types so that they lead to where they are explained. */
export class Types {
  readonly models: Models
  readonly #places = new Map<string, string>()

  constructor(models: Models, services: readonly Service[]) {
    this.models = models
    for (const { name: service } of services) {
      for (const { name } of models.of(service)) {
        const place = `${pageOf(service)}#${anchor(name)}`
        // What is sent in another form than it is received is explained with what is received.
        this.#places.set(`${name}Input`, place).set(name, place)
      }
    }
  }

  /** A type of the contract, on one line, with a link where it names a model. */
  of(schema: Schema, direction: Direction): string {
    return this.linked(oneLine(this.models.type(schema, direction, new Imports())))
  }

  /** A type as code, with links where it is a model, holds one, or is one of several. */
  linked(type: string): string {
    const names = type.split(' | ')
    if (names.length > 1 && names.every((name) => this.#places.has(name))) {
      return names.map((name) => this.linked(name)).join(' | ')
    }
    const [named, ...others] = [...new Set(type.match(/\b[A-Z]\w+/g))].filter((name) =>
      this.#places.has(name),
    )
    if (named === undefined || others.length > 0) return code(type)
    return `[${code(type)}](${this.#places.get(named)})`
  }
}

/** The page of a service, below the directory of the reference. */
export const pageOf = (service: string): string => `${fileName(service).replaceAll('/', '-')}.md`

/** Code of a type without its comments and line breaks. */
export function oneLine(type: string): string {
  return type
    .replace(/\/\*\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, '; ')
    .replace(/([{(|&<]); /g, '$1 ')
    .replace(/; ([|&)])/g, ' $1')
    .replace(/;? ?;? \}/g, ' }')
    .replace(/(; )+/g, '; ')
    .trim()
}
