import type { FastifyInstance, FastifyReply } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { findSignInConnection } from '../../connections/index.ts'
import { TestHasBegun } from '../flow/begin.ts'
import { browserOf } from '../flow/browser.ts'
import type { AuthorizationRequest, Browser } from '../flow/types.ts'
import { sendErrorPage } from '../pages/error-page.ts'
import { protocolOf } from '../protocols.ts'
import { findPreparedTest } from './store.ts'

const handleForm = /^[A-Za-z0-9]{37}$/

/** Nothing is asked of the identity provider that a usual sign-in would not ask. */
const plainRequest: AuthorizationRequest = {
  application: null,
  redirectUri: null,
  state: null,
  codeChallenge: null,
  loginHint: null,
  domainHint: null,
  nonce: null,
  forceAuthentication: false,
  providerScopes: [],
  providerQueryParams: {},
}

/** Where a test of a connection begins: an address that works once. */
export function mountTests(app: FastifyInstance, kernel: Kernel): void {
  const admit = admissionByNetwork(kernel.limiter)
  app.get<{ Params: { handle: string } }>(
    '/sso/test/:handle',
    // The address is as good as the right to begin the test: it stands in no log.
    {
      config: { shownPath: '/sso/test/{handle}' },
      onRequest: async (request, reply) => admit(request, reply),
    },
    (request, reply) => beginTest(browserOf(kernel, request, reply), request.params.handle),
  )
}

async function beginTest(browser: Browser, handle: string): Promise<FastifyReply> {
  const { kernel, now } = browser.context
  if (!handleForm.test(handle)) return showOver(browser)
  const prepared = await findPreparedTest(
    kernel.database.sql,
    kernel.keyring.hashes('sso_handle', handle),
    now,
  )
  const connection =
    prepared && (await findSignInConnection(kernel, prepared.environment_id, prepared.connection_id))
  if (!connection) return showOver(browser)
  try {
    const test = { testSessionId: prepared.id }
    return await protocolOf(connection).begin({ ...browser, ...test }, connection, {
      ...plainRequest,
      ...test,
    })
  } catch (error) {
    if (error instanceof TestHasBegun) return showOver(browser)
    throw error
  }
}

const showOver = (browser: Browser) =>
  sendErrorPage(browser, {
    status: 404,
    title: 'This test is over',
    message: 'Its address works once, for an hour. Begin another test of the connection.',
    code: 'test_over',
  })
