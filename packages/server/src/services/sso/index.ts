// Single sign-on: from the application's request to the profile of who signed in.
import type { Service } from '../../kernel/service.ts'
import { mountContinue } from './flow/continue.ts'
import { mountHostedAssets } from './pages/layout.ts'

export const ssoService: Service = {
  name: 'sso',
  migrations: new URL('./migrations/', import.meta.url),
  routes(app, kernel) {
    mountContinue(app, kernel)
    mountHostedAssets(app, kernel)
  },
}
