// Addresses that people may be sent back to, and the rules for them.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export { isRegistered } from './registered.ts'
export { isWildcard, matchesRedirectUri, pageUrlProblem, redirectUriProblem } from './rules.ts'
export { listRedirectTargets, type RedirectTarget } from './store.ts'

export const redirectUrisService: Service = {
  name: 'redirect-uris',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
