// Connections: the links to identity providers, and all that sign-in has to know of them.
import type { Service } from '../../kernel/service.ts'

export type {
  AttributeMap,
  EffectiveSettings,
  OAuthConnection,
  OAuthSetup,
  OidcConnection,
  OidcSetup,
  SamlConnection,
  SamlSetup,
  SignInConnection,
} from './sign-in-connection.ts'

export const connectionsService: Service = {
  name: 'connections',
  migrations: new URL('./migrations/', import.meta.url),
}
