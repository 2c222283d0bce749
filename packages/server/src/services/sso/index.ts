// Single sign-on: from the application's request to the profile of who signed in.
import type { Service } from '../../kernel/service.ts'
import { mountContinue } from './flow/continue.ts'
import { logoutOperations, logoutRoutes } from './logout/index.ts'
import { mountHostedAssets } from './pages/layout.ts'
import { samlSignIn } from './saml/index.ts'
import ssoOperations from './token/operations.ts'

export const ssoService: Service = {
  name: 'sso',
  operations: [...ssoOperations, ...logoutOperations],
  migrations: new URL('./migrations/', import.meta.url),
  routes(app, kernel) {
    mountContinue(app, kernel)
    mountHostedAssets(app, kernel)
    samlSignIn.routes(app, kernel)
    logoutRoutes(app, kernel)
  },
}
