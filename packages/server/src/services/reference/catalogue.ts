import { type EventSpec, eventCatalogue, type Operation, operations } from '@portico/contract'
import { openapiDocument } from '@portico/contract/openapi'

/** A service of the contract as its readers see it. */
export type CatalogueService = {
  /** The accessor on the client: `organizationDomains`. */
  name: string
  /** In words: `Organization domains`. */
  title: string
  description: string
  /** Portico's own: no part of the WorkOS API. */
  isOwn: boolean
  /** Its page in the reference. */
  href: string
  operations: readonly Operation[]
  /** How many of them are served. */
  servedCount: number
}

/** The services in the contract's order, with what of each is served. */
export function catalogueOf(served: ReadonlySet<string>): CatalogueService[] {
  const byService = Map.groupBy(publicOperations, ({ service }) => service)
  return [...byService].map(([name, operations]) => ({
    name,
    title: titleOf(name),
    description: descriptions().get(name) ?? '',
    isOwn: name.startsWith('portico.'),
    href: `/reference/${name}`,
    operations,
    servedCount: operations.filter(({ id }) => served.has(id)).length,
  }))
}

/** What the reference shows: not the steps of Portico's own pages. */
export const publicOperations = operations.filter(({ audience = 'public' }) => audience === 'public')

/** Every event, with its name. */
export const catalogueEvents = Object.entries<EventSpec>(eventCatalogue)

let described: Map<string, string> | undefined

/** The contract says what a service is for where it makes the tags of the OpenAPI document. */
function descriptions(): Map<string, string> {
  described ??= new Map(openapiDocument().tags.map(({ name, description }) => [name, description]))
  return described
}

const initialisms: Record<string, string> = {
  api: 'API',
  sso: 'SSO',
  cors: 'CORS',
  oauth: 'OAuth',
  uris: 'URIs',
  mcp: 'MCP',
}

/** `portico.corsOrigins` in words: `CORS origins`. */
export function titleOf(service: string): string {
  if (service === 'multiFactorAuth') return 'Multi-factor auth'
  const words = (service.split('.').at(-1) as string)
    .split(/(?=[A-Z])/)
    .map((word) => initialisms[word.toLowerCase()] ?? word.toLowerCase())
  const [first = ''] = words
  return [first.charAt(0).toUpperCase() + first.slice(1), ...words.slice(1)].join(' ')
}
