import type { Group, Operation } from '@portico/contract'
import type { CommonNames } from './common-names.ts'
import { docs } from './docs.ts'
import { Imports, renderFile } from './imports.ts'
import { declarationsOf, methodCode } from './method.ts'
import type { Models } from './models.ts'
import { fileName, pascalCase } from './names.ts'
import { wireNotes } from './notes.ts'
import { isMethod } from './operation.ts'

/** A service as the client has it: `organizations`, or `portico.environments`. */
export type Service = {
  name: string
  operations: Operation[]
  /** A part of it that is a service as well, and whose methods it has too. */
  part?: string
}

/** Parts of services that have an accessor of their own as well: those whose paths begin so. */
const parts = [
  {
    name: 'organizationMemberships',
    of: 'userManagement',
    path: '/user_management/organization_memberships',
  },
]

/** The services of the contract with at least one method, in the contract's order. */
export function servicesOf(groups: readonly Group[]): Service[] {
  const byName = new Map<string, Operation[]>()
  for (const { service, operations } of groups) {
    const methods = Object.values(operations).filter(isMethod)
    if (methods.length > 0) byName.set(service, [...(byName.get(service) ?? []), ...methods])
  }
  return [...byName].flatMap(([name, operations]) => withParts({ name, operations }))
}

function withParts(service: Service): Service[] {
  const part = parts.find(({ of }) => of === service.name)
  const inside = service.operations.filter(({ path }) => part && path.startsWith(part.path))
  if (!part || inside.length === 0) return [service]
  const others = service.operations.filter((operation) => !inside.includes(operation))
  return [
    { name: part.name, operations: inside },
    { ...service, operations: others, part: part.name },
  ]
}

export const serviceFile = (service: string): string => `generated/${fileName(service)}.ts`
export const modelsFile = (service: string): string => `generated/models/${fileName(service)}.ts`

/** The files below `src/services`: classes written by hand that extend the generated ones. */
export type HandWritten = ReadonlySet<string>

/** The file of the class that the client has for the service: the one written by hand, where there is one. */
export function classFile(service: string, handWritten: HandWritten): string {
  const file = `${fileName(service)}.ts`
  return handWritten.has(file) ? `services/${file}` : serviceFile(service)
}

/** The name of the generated class: another than that of the one that extends it, so that no bundler renames either. */
export function generatedClass(service: string, handWritten: HandWritten): string {
  const name = pascalCase(service)
  return handWritten.has(`${fileName(service)}.ts`) ? `Generated${name}` : name
}

/** The class of one service, with the parameters of its methods. */
export function serviceSource(
  { name, operations, part }: Service,
  models: Models,
  common: CommonNames,
  handWritten: HandWritten,
): string {
  const imports = new Imports()
  const base = part
    ? imports.value(serviceFile(part), generatedClass(part, handWritten))
    : imports.value('resource.ts', 'Resource')
  const context = { models, imports, common }
  const declarations = operations.flatMap((operation) => declarationsOf(operation, context))
  const notes = operations.flatMap((operation) => {
    const note = wireNotes(operation, context)
    return note ? [`  ${operation.name}: ${note},\n`] : []
  })
  const table = `/** Where names are not mapped as everywhere else. */\nconst wire = {\n${notes.join('')}}\n`
  const methods = operations.map((operation) => methodCode(operation, context)).join('\n')
  const comment = docs([
    `Operations of \`client.${name}\`.`,
    part && `Those of \`client.${part}\` are here too.`,
    everywhere,
  ])
  const service = `${comment}export class ${generatedClass(name, handWritten)} extends ${base} {\n${methods}}\n`
  const code = [...declarations.map((one) => one.code), ...(notes.length > 0 ? [table] : []), service].join(
    '\n',
  )
  return renderFile(serviceFile(name), imports, code)
}

/** What no method need say again. */
const everywhere =
  'Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`, `DecodeError` or ' +
  '`ConfigurationError`.'

/** The models that stand with one service, if any do. */
export function modelsSource(service: string, models: Models): string | undefined {
  const imports = new Imports()
  const declarations = models.declare(service, imports)
  return declarations && renderFile(modelsFile(service), imports, declarations)
}

/** The class that holds an accessor for each service. */
export function accessorsSource(services: readonly Service[], handWritten: HandWritten): string {
  const imports = new Imports()
  const core = imports.value('core.ts', 'Core')
  const tree = new Map<string, string | Map<string, string>>()
  for (const { name } of services) {
    const made = `new ${imports.value(classFile(name, handWritten), pascalCase(name))}(this)`
    const [accessor = '', inner] = name.split('.')
    const branch = tree.get(accessor)
    if (inner === undefined) tree.set(accessor, made)
    else tree.set(accessor, (branch instanceof Map ? branch : new Map<string, string>()).set(inner, made))
  }
  const accessors = [...tree].map(([accessor, made]) => {
    if (typeof made === 'string') return `  readonly ${accessor} = ${made}\n`
    return `  readonly ${accessor} = {\n${[...made].map(([name, one]) => `    ${name}: ${one},\n`).join('')}  }\n`
  })
  const comment = docs(['Every service of the API.'])
  const code = `${comment}export class Services extends ${core} {\n${accessors.join('')}}\n`
  return renderFile('generated/services.ts', imports, code)
}

/** Exports every type. A name that two services have gets its service's name before it. */
export function indexSource(services: readonly Service[], models: Models): string {
  const declared = services.map(({ name, operations }) => {
    const context = { models, imports: new Imports() }
    return {
      service: name,
      names: operations.flatMap((one) => declarationsOf(one, context)).map((one) => one.name),
    }
  })
  const all = declared.flatMap(({ names }) => names)
  const isShared = (name: string) => all.indexOf(name) !== all.lastIndexOf(name)
  const lines = declared.flatMap(({ service, names }) => {
    const types = names.map((name) => (isShared(name) ? `${name} as ${pascalCase(service)}${name}` : name))
    return [
      ...(models.exportedNames(service).length > 0
        ? [`export type * from './models/${fileName(service)}.ts'\n`]
        : []),
      ...(types.length > 0 ? [`export type { ${types.join(', ')} } from './${fileName(service)}.ts'\n`] : []),
    ]
  })
  lines.push(
    `export { type Event, type EventData, type EventName, type EventOf, isKnownEvent } from './event-types.ts'\n`,
  )
  return renderFile('generated/index.ts', new Imports(), lines.join(''))
}
