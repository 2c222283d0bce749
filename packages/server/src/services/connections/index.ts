// Connections: the links to identity providers, and all that sign-in has to know of them.
import type { Service } from '../../kernel/service.ts'
import certificates from './certificate-operations.ts'
import { announceExpiringCertificates, refreshSamlMetadata } from './jobs.ts'
import oauthProviders from './oauth-providers.ts'
import operations from './operations.ts'
import settings from './settings.ts'

export { type MappedAttributes, mapAttributes } from './attributes.ts'
export { markConnectionUsed } from './changes.ts'
export { createConnection } from './creation.ts'
export { providerOf } from './providers.ts'
export { canSignIn, isSwitchedOn, weakAlgorithmsOf } from './rules.ts'
export { reservedParameters } from './settings-rules.ts'
export { explainIncomplete, findSignInConnection, findSignInConnectionByKey } from './sign-in.ts'
export type {
  OAuthConnection,
  OAuthSetup,
  OidcConnection,
  OidcSetup,
  SamlConnection,
  SamlSetup,
  SignInConnection,
} from './sign-in-connection.ts'
export {
  findConnectionByDomain,
  findProviderConnection,
  listOrganizationConnections,
} from './store.ts'

export const connectionsService: Service = {
  name: 'connections',
  operations: [...operations, ...certificates, ...settings, ...oauthProviders],
  migrations: new URL('./migrations/', import.meta.url),
  jobs: (kernel) => [refreshSamlMetadata(kernel), announceExpiringCertificates(kernel)],
}
