// Signing in over SAML 2.0, as a service provider.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { mountAssets } from '../../../kernel/pages/index.ts'
import type { SamlConnection } from '../../connections/index.ts'
import { type Browser, browserOf, type SignInProtocol } from '../flow/index.ts'
import { consumeResponse, explainAddress, refuseForm } from './acs.ts'
import { begin } from './begin.ts'
import { logoutUrl } from './logout-request.ts'
import { serveMetadata } from './metadata.ts'
import { postPageAssets } from './post-page.ts'
import { singleLogout } from './slo.ts'

export const samlSignIn: SignInProtocol<SamlConnection> = { begin, logoutUrl, routes }

// 512 kB of XML in base64, of which a form escapes some characters.
const largestForm = 750 * 1024

function routes(app: FastifyInstance, kernel: Kernel): void {
  const limit = admissionByNetwork(kernel.limiter)
  const answer =
    (work: (browser: Browser) => Promise<FastifyReply>) => (request: FastifyRequest, reply: FastifyReply) =>
      work(browserOf(kernel, request, reply))
  const options: RouteShorthandOptions = {
    onRequest: async (request, reply) => limit(request, reply),
  }
  const form: RouteShorthandOptions = {
    ...options,
    bodyLimit: largestForm,
    config: { takesForm: true },
    errorHandler: (error, request, reply) => refuseForm(browserOf(kernel, request, reply), error),
  }
  mountAssets(app, Object.values(postPageAssets))
  app.post('/sso/saml/acs/:key', form, answer(consumeResponse))
  app.get('/sso/saml/acs/:key', options, answer(explainAddress))
  app.get('/sso/saml/metadata/:key', options, answer(serveMetadata))
  app.get('/sso/saml/slo/:key', options, answer(singleLogout))
  app.post('/sso/saml/slo/:key', form, answer(singleLogout))
}
