import { clientNotFound, jsonWebKeySets } from '@portico/contract'
import { implement } from '../../../kernel/http/implement.ts'
import { findClient } from '../../applications/index.ts'
import { findKeySet } from './key-set.ts'

export default implement(jsonWebKeySets, {
  getJwks: async ({ kernel }, { params }) => {
    const client = await findClient(kernel, params.clientId)
    if (!client) throw clientNotFound(params.clientId)
    return findKeySet(kernel, client.environmentId)
  },
})
