import { Services } from './generated/services.ts'
import { actions } from './helpers/actions.ts'
import { pkce } from './helpers/pkce.ts'

/**
 * The API, one accessor a service:
 *
 * ```ts
 * const client = new Client({ apiKey: 'sk_test_123' })
 * const organization = await client.organizations.createOrganization({ name: 'Acme' })
 * ```
 */
export class Client extends Services {
  readonly pkce = pkce
  readonly actions = actions
}
