import { applicationRedirectUris, redirectUris } from '@portico/contract'
import { implement } from '../../kernel/http/implement.ts'
import { list, makeDefault, register, remove } from './redirect-uris.ts'

/** The specification's operations act on the environment's default application. */
const ofDefaultApplication = implement(redirectUris, {
  listRedirectUris: (context, { query }) => list(context, undefined, query),
  createRedirectUri: (context, { body }) => register(context, undefined, { uri: body.uri }),
  deleteRedirectUri: async (context, { params }) => {
    await remove(context, undefined, params.id)
    return undefined
  },
})

const ofNamedApplication = implement(applicationRedirectUris, {
  listApplicationRedirectUris: (context, { params, query }) => list(context, params.id, query),
  createApplicationRedirectUri: (context, { params, body }) => register(context, params.id, body),
  setDefaultApplicationRedirectUri: (context, { params }) =>
    makeDefault(context, params.id, params.redirect_uri_id),
  deleteApplicationRedirectUri: async (context, { params }) => {
    await remove(context, params.id, params.redirect_uri_id)
    return undefined
  },
})

export default [...ofDefaultApplication, ...ofNamedApplication]
