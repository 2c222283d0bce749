// Single sign-on: from the application's request to the profile of who signed in.
import type { Service } from '../../kernel/service.ts'
import { mountContinue } from './flow/continue.ts'
import { ssoJobs } from './jobs.ts'
import keyOperations from './keys/operations.ts'
import sessionLogOperations from './log/operations.ts'
import { mountTests } from './log/test-route.ts'
import { logoutOperations, logoutRoutes } from './logout/index.ts'
import { oauthSignIn } from './oauth/index.ts'
import { oidcSignIn } from './oidc/index.ts'
import { mountHostedAssets } from './pages/layout.ts'
import { samlSignIn } from './saml/index.ts'
import ssoOperations from './token/operations.ts'

export const ssoService: Service = {
  name: 'sso',
  operations: [...ssoOperations, ...keyOperations, ...sessionLogOperations, ...logoutOperations],
  migrations: new URL('./migrations/', import.meta.url),
  jobs: ssoJobs,
  routes(app, kernel) {
    mountContinue(app, kernel)
    mountTests(app, kernel)
    mountHostedAssets(app, kernel)
    samlSignIn.routes(app, kernel)
    oidcSignIn.routes(app, kernel)
    oauthSignIn.routes(app, kernel)
    logoutRoutes(app, kernel)
  },
}
