import { docs, inOurNames } from './docs.ts'
import type { Imports } from './imports.ts'
import { literal, memberName, pascalCase, quoted } from './names.ts'
import {
  alternatives,
  children,
  distinctMembers,
  isObject,
  mapValues,
  members,
  type Schema,
  sameShape,
} from './schema.ts'

/** Whether a value is sent or received. What is received is typed for a server that may know more than we do. */
export type Direction = 'input' | 'output'

/** A named schema of the contract, and how it is used. */
export type Model = {
  name: string
  schema: Schema
  directions: Set<Direction>
  /** The service in whose file it stands. */
  home: string
}

/** Names that the package declares itself, with the file that does. */
export type Builtins = Readonly<Record<string, string>>

/** All models of the contract, each in one place. */
export class Models {
  readonly #models = new Map<string, Model>()
  readonly #builtins: Builtins
  readonly #fileOf: (home: string) => string

  constructor(builtins: Builtins, fileOf: (home: string) => string) {
    this.#builtins = builtins
    this.#fileOf = fileOf
  }

  /** Notes that the service uses the schema, and every model in it. */
  register(schema: Schema, direction: Direction, service: string): void {
    const name = schema['x-model'] && pascalCase(schema['x-model'])
    if (name && name in this.#builtins) return
    if (name) {
      const known = this.#models.get(name)
      if (known && !sameShape(known.schema, schema))
        throw new Error(`Two different models are called ${name}.`)
      if (known?.directions.has(direction)) return
      if (known) known.directions.add(direction)
      else this.#models.set(name, { name, schema, directions: new Set([direction]), home: service })
    }
    if (schema['x-opaque']) return
    for (const child of children(schema)) this.register(child, direction, service)
  }

  /** Puts the model, if it is one, into the service that answers it. */
  settle(schema: Schema, service: string): void {
    const model = this.#models.get(pascalCase(schema['x-model'] ?? ''))
    if (model) model.home = service
  }

  /** The models of one service, by name. */
  of(service: string): Model[] {
    return [...this.#models.values()]
      .filter((model) => model.home === service)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** The declarations of one service's models. */
  declare(service: string, imports: Imports): string {
    return this.of(service)
      .flatMap((model) => {
        const declared = new Map<string, string>()
        for (const direction of ['output', 'input'] as const) {
          if (!model.directions.has(direction)) continue
          const name = this.#typeName(model, direction)
          declared.set(name, this.declaration(name, model.schema, direction, imports))
        }
        return [...declared.values()]
      })
      .join('\n')
  }

  /** The names that `declare` declares. */
  exportedNames(service: string): string[] {
    return this.of(service).flatMap((model) => [
      ...new Set([...model.directions].map((direction) => this.#typeName(model, direction))),
    ])
  }

  /** One exported type. */
  declaration(name: string, schema: Schema, direction: Direction, imports: Imports): string {
    const comment = docs([schema.description, schema.deprecated && '@deprecated'])
    if (isObject(schema) && !schema.allOf && !mapValues(schema)) {
      return `${comment}export interface ${name} ${this.objectType(schema, direction, imports)}\n`
    }
    return `${comment}export type ${name} = ${this.type({ ...schema, 'x-model': '' }, direction, imports)}\n`
  }

  /** The members of an object, in braces. */
  objectType(schema: Schema, direction: Direction, imports: Imports): string {
    return `{\n${this.memberLines(schema, direction, imports)}}`
  }

  memberLines(schema: Schema, direction: Direction, imports: Imports): string {
    const known = Object.keys(schema.properties ?? {})
    return distinctMembers(schema)
      .map(({ name, schema: member, required }) => {
        const comment = docs(
          [inOurNames(descriptionOf(member), known), defaultNote(member), member.deprecated && '@deprecated'],
          '  ',
        )
        const type = this.type(member, direction, imports)
        const mark = required ? '' : '?'
        const absent = !required && direction === 'input' && type !== 'unknown' ? ' | undefined' : ''
        return `${comment}  ${memberName(name)}${mark}: ${type}${absent}\n`
      })
      .join('')
  }

  /** The type of a value. */
  type(schema: Schema, direction: Direction, imports: Imports): string {
    if (schema['x-model']) return this.#reference(pascalCase(schema['x-model']), direction, imports)
    if (schema['x-opaque']) return opaqueType(schema)
    if (schema['x-secret']) return secretType(schema, direction, imports)
    if (schema.const !== undefined) return literal(schema.const)
    if (schema.enum) return enumType(schema, direction, imports)
    if (schema.anyOf || schema.oneOf) {
      return union(alternatives(schema).map((one) => this.type(one, direction, imports)))
    }
    if (schema.allOf) {
      const parts = schema.allOf.map((part) => parenthesized(this.type(part, direction, imports)))
      return (isObject(schema) ? [this.objectType(schema, direction, imports), ...parts] : parts).join(' & ')
    }
    const types = [schema.type ?? []].flat()
    if (types.length > 1) {
      return union(types.map((type) => this.#plainType({ ...schema, type }, direction, imports)))
    }
    return this.#plainType(schema, direction, imports)
  }

  #plainType(schema: Schema, direction: Direction, imports: Imports): string {
    switch (schema.type) {
      case 'string':
      case 'boolean':
      case 'null':
        return schema.type
      case 'integer':
      case 'number':
        return 'number'
      case 'array':
        return this.#arrayType(schema, direction, imports)
      case 'object':
        return this.#objectOrMapType(schema, direction, imports)
      default:
        return isObject(schema) ? this.objectType(schema, direction, imports) : 'unknown'
    }
  }

  #arrayType({ items }: Schema, direction: Direction, imports: Imports): string {
    const element = items
      ? union([items].flat().map((item) => this.type(item, direction, imports)))
      : 'unknown'
    return `${direction === 'input' ? 'readonly ' : ''}${parenthesized(element)}[]`
  }

  #objectOrMapType(schema: Schema, direction: Direction, imports: Imports): string {
    const values = mapValues(schema)
    if (!values) return this.objectType(schema, direction, imports)
    const map = `Record<string, ${this.type(values, direction, imports)}>`
    return direction === 'input' ? `Readonly<${map}>` : map
  }

  #reference(name: string, direction: Direction, imports: Imports): string {
    const builtin = this.#builtins[name]
    if (builtin) return imports.type(builtin, name)
    const model = this.#models.get(name)
    if (!model) throw new Error(`The model ${name} is used before it is registered.`)
    return imports.type(this.#fileOf(model.home), this.#typeName(model, direction))
  }

  /** A model that is both sent and received has two types where the two differ. */
  #typeName(model: Model, direction: Direction): string {
    const twofold = direction === 'input' && model.directions.has('output') && this.#differs(model.schema)
    return twofold ? `${model.name}Input` : model.name
  }

  #differs(schema: Schema): boolean {
    if (pascalCase(schema['x-model'] ?? '') in this.#builtins || schema['x-opaque']) return false
    if (schema['x-open-enum'] || schema['x-secret'] || schema.type === 'array') return true
    if (members(schema).some((member) => !member.required)) return true
    return children(schema).some((child) => this.#differs(child))
  }
}

/** What is read is wrapped; what is written need not be. */
function secretType(schema: Schema, direction: Direction, imports: Imports): string {
  const [type, ...others] = [schema.type ?? []].flat().filter((one) => one !== 'null')
  if (type !== 'string' || others.length > 0) throw new Error('Only a string can be secret.')
  const name = imports.type('secret.ts', direction === 'output' ? 'SecretString' : 'Secret')
  return [schema.type].flat().includes('null') ? `${name} | null` : name
}

/** Inside an opaque map nothing is renamed, so its values are typed in wire names. */
function opaqueType(schema: Schema): string {
  const nullable = [schema.type].flat().includes('null') ? ' | null' : ''
  return `Record<string, ${wireType(mapValues({ ...schema, type: 'object' }) ?? {})}>${nullable}`
}

function wireType(schema: Schema): string {
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return union(schema.enum.map(literal))
  if (schema.anyOf || schema.oneOf) return union(alternatives(schema).map(wireType))
  if (isObject(schema)) {
    const fields = members(schema).map(
      ({ name, schema: member, required }) => `${quoted(name)}${required ? '' : '?'}: ${wireType(member)}`,
    )
    return `{ ${fields.join('; ')} }`
  }
  const types = [schema.type ?? []].flat().map((type) => {
    if (type === 'integer') return 'number'
    if (type === 'array') return `${parenthesized(wireType([schema.items ?? {}].flat()[0]!))}[]`
    if (type === 'object') return `Record<string, ${wireType(mapValues(schema) ?? {})}>`
    return type
  })
  return types.length === 0 ? 'unknown' : union(types)
}

function enumType(schema: Schema, direction: Direction, imports: Imports): string {
  const values = schema.enum!.filter((value) => value !== null).map(literal)
  const open = schema['x-open-enum'] && direction === 'output'
  const known = open ? `${imports.type('types.ts', 'OpenEnum')}<${values.join(' | ')}>` : union(values)
  return schema.enum!.includes(null) ? `${known} | null` : known
}

/** The types as a union: each once, `null` last, and nothing beside `unknown`. */
function union(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  if (distinct.includes('unknown')) return 'unknown'
  return [...distinct.filter((type) => type !== 'null'), ...distinct.filter((type) => type === 'null')].join(
    ' | ',
  )
}

function parenthesized(type: string): string {
  return /[|&]|^readonly /.test(type) && !/^[\w.]+<[^|]*>$/.test(type) ? `(${type})` : type
}

/** What is said of a member, or else of what it is. */
function descriptionOf({ description, anyOf = [] }: Schema): string {
  return description ?? anyOf.map((one) => one.description).find(Boolean) ?? ''
}

function defaultNote(schema: Schema): string | undefined {
  return schema.default === undefined ? undefined : `Default: \`${JSON.stringify(schema.default)}\`.`
}
