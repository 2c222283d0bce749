import { toCamelCase, toSnakeCase } from '../src/naming.ts'

/** `organization_domain`, `organizationDomain` or `portico.environments` → `OrganizationDomain`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')
}

/** `portico.webhookDeliveries` → `portico/webhook-deliveries`. */
export function fileName(service: string): string {
  return service
    .split('.')
    .map((part) => toSnakeCase(part).replaceAll('_', '-'))
    .join('/')
}

/** A member's name in code, quoted where it has to be. */
export function memberName(wireName: string): string {
  return quoted(toCamelCase(wireName))
}

/** A name as the key of an object. */
export function quoted(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
}

/** A value as it stands in code. */
export function literal(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** The way from one generated file to another, both relative to the root of the package's source. */
export function importPath(from: string, to: string): string {
  const source = from.split('/').slice(0, -1)
  const target = to.split('/')
  while (source.length > 0 && source[0] === target[0]) {
    source.shift()
    target.shift()
  }
  return `${source.length === 0 ? './' : '../'.repeat(source.length)}${target.join('/')}`
}
