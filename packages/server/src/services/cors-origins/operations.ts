import { corsOriginDeletion, corsOriginNotFound, corsOrigins, duplicateCorsOrigin } from '@portico/contract'
import { readPage } from '../../kernel/http/cursor.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import { forgetOrigin } from './origin-check.ts'
import { readOrigin } from './rules.ts'
import * as store from './store.ts'

const specified = implement(corsOrigins, {
  listCorsOrigins: ({ sql, environment }, { query }) =>
    readPage(sql, query, (clauses) => store.listOrigins(sql, environment.id, clauses)),

  createCorsOrigin: async ({ tx, environment, now }, { body }) => {
    const read = readOrigin(body.origin, environment.kind)
    if ('problem' in read) throw invalidField('origin', 'isOrigin', read.problem)
    const created = await store.insertOrigin(tx, environment.id, {
      id: newId('cors_origin', now),
      origin: read.origin,
      now,
    })
    if (!created) throw duplicateCorsOrigin()
    return created
  },
})

const ours = implement(corsOriginDeletion, {
  deleteCorsOrigin: async (context, { params }) => {
    const deleted = await store.deleteOrigin(context.tx, context.environment.id, params.id)
    if (!deleted) throw corsOriginNotFound(params.id)
    await forgetOrigin(context, deleted.origin)
    return undefined
  },
})

export default [...specified, ...ours]
