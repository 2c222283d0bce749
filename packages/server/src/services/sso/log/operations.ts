import {
  connectionIncomplete,
  connectionNotFound,
  ssoSessionLog,
  ssoSessionNotFound,
} from '@portico/contract'
import { randomText } from '../../../kernel/crypto/random.ts'
import { readPage } from '../../../kernel/http/cursor.ts'
import { implement } from '../../../kernel/http/implement.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { explainIncomplete, findSignInConnection, type SignInConnection } from '../../connections/index.ts'
import { inSeconds } from '../flow/records.ts'
import { insertSession, unset } from '../flow/store.ts'
import * as store from './store.ts'

/** How long the address of a test works. */
const testAddressLastsSeconds = 3_600

export default implement(ssoSessionLog, {
  testConnection: async ({ kernel, sql, environment, now }, { params }) => {
    const connection = await requireConnection(kernel, environment.id, params.id)
    const problem = await explainIncomplete(kernel, environment.id, connection.id)
    if (problem || connection.setup === null) throw connectionIncomplete(problem ? { message: problem } : {})
    const id = newId('sso_session', now)
    const handle = randomText(37)
    const expiresAt = inSeconds(now, testAddressLastsSeconds)
    await insertSession(
      sql,
      {
        ...unset,
        environmentId: environment.id,
        id,
        connectionId: connection.id,
        organizationId: connection.organizationId,
        state: 'started',
        test: true,
        handleHash: kernel.keyring.hash('sso_handle', handle),
        timeoutAt: expiresAt,
        now,
      },
      undefined,
      undefined,
    )
    return {
      object: 'connection_test',
      sso_session_id: id,
      url: `${kernel.config.publicUrl}/sso/test/${handle}`,
      expires_at: expiresAt.toISOString(),
    }
  },

  listSsoSessions: async ({ kernel, sql, environment }, { params, query }) => {
    const { id } = await requireConnection(kernel, environment.id, params.id)
    return readPage(sql, query, (clauses) =>
      store.listSessions(sql, environment.id, { connectionId: id, states: query.states }, clauses),
    )
  },

  getSsoSession: async ({ sql, environment }, { params }) => {
    const session = await store.findSession(sql, environment.id, params.id)
    if (!session) throw ssoSessionNotFound(params.id)
    return session
  },
})

async function requireConnection(
  kernel: Kernel,
  environmentId: string,
  id: string,
): Promise<SignInConnection> {
  const connection = await findSignInConnection(kernel, environmentId, id)
  if (!connection) throw connectionNotFound(id)
  return connection
}
