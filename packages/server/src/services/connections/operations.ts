import { ConnectionWithOptions, connectionNotFound, connectionOptions, connections } from '@portico/contract'
import { OtherAnswer } from '../../kernel/http/context.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { listCertificates } from './certificate-store.ts'
import { removeConnection } from './changes.ts'
import { createConnection } from './creation.ts'
import { toWire } from './rules.ts'
import { forgetConnection } from './sign-in.ts'
import * as store from './store.ts'
import { updateConnection } from './update.ts'
import { withOptions } from './wire.ts'

const connectionOperations = implement(connections, {
  listConnections: async ({ sql, environment }, { query }) => {
    const { connection_type, domain, organization_id: organizationId, search } = query
    const filter = {
      // Clients of every age spell it in either way.
      connectionType: connection_type === 'GithubOAuth' ? 'GitHubOAuth' : connection_type,
      domain,
      organizationId,
      search,
    }
    const page = await readPage(sql, query, async (clauses) =>
      store.connectionsQuery(sql, environment.id, filter, clauses),
    )
    return { ...page, data: page.data.map(toWire) }
  },

  getConnection: async ({ sql, environment }, { params }) => {
    const found = await store.findConnection(sql, environment.id, params.id)
    if (!found) throw connectionNotFound(params.id)
    return toWire(found)
  },

  deleteConnection: async (context, { params }) => {
    const { kernel, tx, environment } = context
    const found = await store.findConnection(tx, environment.id, params.id, 'for update')
    if (!found) throw connectionNotFound(params.id)
    await removeConnection(context, found)
    context.afterCommit(() => forgetConnection(kernel, environment.id, found.id))
    return undefined
  },
})

const optionOperations = implement(connectionOptions, {
  createConnection: async (context, { body }) => {
    const { connection, created } = await createConnection(context, body)
    const certificates = await listCertificates(context.sql, context.environment.id, connection.id)
    const answer = withOptions(context.kernel, connection, certificates)
    return created ? answer : new OtherAnswer(200, ConnectionWithOptions, answer)
  },

  updateConnection: async (context, { params, body }) => {
    const connection = await updateConnection(context, params.id, body)
    const certificates = await listCertificates(context.sql, context.environment.id, connection.id)
    return withOptions(context.kernel, connection, certificates)
  },
})

export default [...connectionOperations, ...optionOperations]
