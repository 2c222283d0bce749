// Identity providers for tests and development: they sign in whoever is chosen on their page, over the real protocols.
import { mountAssets } from '../../kernel/pages/index.ts'
import type { Service } from '../../kernel/service.ts'
import { SamlError } from '../../protocols/saml/index.ts'
import { requireKnownHost } from './guard.ts'
import { noticePage, sendSimulatorPage, simulatorAssets } from './layout.ts'
import { mountAuthorizationServers } from './oauth/routes.ts'
import { mountPages } from './pages.ts'
import { SimulatorProblem } from './problem.ts'
import { mountSaml } from './saml/routes.ts'

export const identityProviderSimulators: Service = {
  name: 'identity-provider-simulators',
  migrations: new URL('./migrations/', import.meta.url),
  routes(app, kernel) {
    if (kernel.config.mode !== 'development') return
    mountAssets(app, Object.values(simulatorAssets))
    app.register(async (simulators) => {
      simulators.addHook('onRequest', (request, reply) => requireKnownHost(kernel.config, request, reply))
      simulators.setErrorHandler((error, _request, reply) => {
        const problem = problemOf(error)
        if (!problem) throw error
        const page = noticePage({ look: 'acme', title: 'That did not work', message: problem.message })
        return sendSimulatorPage(reply, page, problem.status)
      })
      mountPages(simulators, kernel)
      mountSaml(simulators, kernel)
      mountAuthorizationServers(simulators, kernel)
    })
  },
}

function problemOf(error: unknown): { status: number; message: string } | undefined {
  if (error instanceof SimulatorProblem) return error
  // What the application sent is not SAML as it should be.
  return error instanceof SamlError ? { status: 400, message: `${error.message} (${error.code})` } : undefined
}
