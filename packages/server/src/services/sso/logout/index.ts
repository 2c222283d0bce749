// Signing out, of Portico and of the identity provider.
import type { FastifyInstance } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { browserOf } from '../flow/index.ts'
import { finishLogout } from './done.ts'

export { default as logoutOperations } from './operations.ts'

/** Where people end up whom their identity provider has signed out. */
export function logoutRoutes(app: FastifyInstance, kernel: Kernel): void {
  const admit = admissionByNetwork(kernel.limiter)
  app.get(
    '/sso/logout/done',
    { onRequest: async (request, reply) => admit(request, reply) },
    (request, reply) => finishLogout(browserOf(kernel, request, reply)),
  )
}
