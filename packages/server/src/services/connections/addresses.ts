import type { Environment } from '../../kernel/http/context.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { checkUrl } from '../../kernel/outbound/outbound.ts'
import { pageUrlProblem } from '../redirect-uris/index.ts'

/** Who asks for an address: what is allowed depends on the environment, and on the mode of the server. */
export type Asker = { kernel: Pick<Kernel, 'config'>; environment: Environment }

/** Requires an address that Portico makes requests to. @throws a refusal that names the field */
export function requireFetchable(asker: Asker, field: string, url: string | null | undefined): void {
  const problem = url && fetchProblem(asker, url)
  if (problem) throw invalidField(field, 'invalid_url', problem)
}

/** Why Portico may not make requests to the address: anywhere public over https, in development also to this machine. */
export function fetchProblem({ kernel, environment }: Asker, url: string): string | undefined {
  const strict = kernel.config.mode === 'production' || environment.kind === 'production'
  return checkUrl(url, { allowPrivate: !strict, requireHttps: strict })
}

/** Requires an address that browsers are sent to. @throws a refusal that names the field */
export function requirePage({ environment }: Asker, field: string, url: string | null | undefined): void {
  const problem = url && pageUrlProblem(url, environment.kind)
  if (problem) throw invalidField(field, 'invalid_url', problem)
}

/** Requires the name of a SAML entity: a URI, and nothing that a page would take for markup. */
export function requireEntityId(field: string, entityId: string | null | undefined): void {
  if (!entityId || /^[^\s\p{Cc}<>"]+$/u.test(entityId)) return
  throw invalidField(field, 'invalid_entity_id', 'Must be a URI, without blanks and quotation marks.')
}
