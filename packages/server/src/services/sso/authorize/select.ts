import { type Connection, connectionTypes } from '@portico/contract'
import type { Context } from '../../../kernel/http/context.ts'
import {
  findConnectionByDomain,
  findProviderConnection,
  findSignInConnection,
  isSwitchedOn,
  listOrganizationConnections,
  type SignInConnection,
} from '../../connections/index.ts'
import { findSettings } from '../../settings/index.ts'
import type { RedirectError } from '../flow/types.ts'
import type { Selector } from './parameters.ts'

/** Why no connection can be taken: what applications are told, and what administrators read. */
export class SelectorProblem extends Error {
  override readonly name = 'SelectorProblem'
  readonly code: RedirectError
  readonly connection: SignInConnection | null

  constructor(code: RedirectError, message: string, connection: SignInConnection | null = null) {
    super(message)
    this.code = code
    this.connection = connection
  }
}

type Where = Pick<Context, 'kernel' | 'sql'> & { environmentId: string }

/**
 * The connection that a request means, ready to sign people in. What is of another environment is unknown.
 *
 * @throws {SelectorProblem}
 */
export async function selectConnection(
  where: Where,
  selectors: readonly Selector[],
): Promise<SignInConnection> {
  const [selector] = selectors
  if (!selector || selectors.length > 1) {
    const given = selectors.map(({ by }) => `\`${by}\``).join(', ') || 'none'
    throw new SelectorProblem(
      'invalid_connection_selector',
      `Give exactly one of \`connection\`, \`organization\` and \`provider\`. Given: ${given}.`,
    )
  }
  const id = await finders[selector.by](where, selector.value)
  const connection = id && (await findSignInConnection(where.kernel, where.environmentId, id))
  if (!connection) {
    throw new SelectorProblem('connection_invalid', `There is no connection ${quote(selector.value)}.`)
  }
  return requireUsable(connection)
}

type Finder = (where: Where, value: string) => Promise<string | undefined>

const finders: Record<Selector['by'], Finder> = {
  connection: async (_, id) => id,

  organization: async ({ sql, environmentId }, id) => {
    const connections = await listOrganizationConnections(sql, environmentId, id)
    if (connections.length > 0) return onlyOne(connections)
    throw new SelectorProblem(
      'organization_invalid',
      `There is no organization ${quote(id)}, or it has no connection.`,
    )
  },

  domain: async ({ sql, environmentId }, domain) => {
    const { sso } = await findSettings(sql, environmentId)
    if (!sso.domain_selector_allowed) {
      throw new SelectorProblem(
        'domain_connection_selector_not_allowed',
        'This environment takes no `domain`: select by `organization` or `connection`, or allow it in the settings.',
      )
    }
    const connections = await findConnectionByDomain(sql, environmentId, domain)
    if (connections.length > 0) return onlyOne(connections)
    throw new SelectorProblem('connection_domain_invalid', `No connection belongs to ${quote(domain)}.`)
  },

  provider: async ({ sql, environmentId }, value) => {
    // `GithubOAuth` and `GitHubOAuth` are both in use.
    const type = connectionTypes.find((known) => known.toLowerCase() === value.toLowerCase())
    const id = type?.endsWith('OAuth') && (await findProviderConnection(sql, environmentId, type))
    if (id) return id
    throw new SelectorProblem(
      'connection_invalid',
      `The provider ${quote(value)} is not set up in this environment.`,
    )
  },
}

/** The one that people sign in through. One that nobody has signed in through yet counts where none is active. */
function onlyOne(connections: readonly { id: string; state: Connection['state'] }[]): string {
  const inState = (state: Connection['state']) =>
    connections.filter((connection) => connection.state === state)
  const active = inState('active')
  const usable = active.length > 0 ? active : inState('validating')
  const [first] = usable.length > 0 ? usable : connections
  if (usable.length <= 1 && first) return first.id
  throw new SelectorProblem(
    'ambiguous_connection_selector',
    `There are several connections: ${usable
      .map(({ id }) => id)
      .slice(0, 10)
      .join(', ')}. Name one by \`connection\`.`,
  )
}

/** What an identity provider of this type sends only by itself, without having been asked. */
const unsolicitedOnly = new Set<string>(['ShibbolethSAML'])

function requireUsable(connection: SignInConnection): SignInConnection {
  const { state, setup, type } = connection
  if (!isSwitchedOn(connection)) {
    throw new SelectorProblem(
      'connection_unlinked',
      `The connection is ${state}. Complete and activate it first.`,
      connection,
    )
  }
  if (setup === null) {
    throw new SelectorProblem('connection_unlinked', 'The connection is not completely set up.', connection)
  }
  if (unsolicitedOnly.has(type)) {
    throw new SelectorProblem(
      'connection_invalid',
      `A connection of type ${type} takes only sign-ins that the identity provider begins.`,
      connection,
    )
  }
  return connection
}

const quote = (text: string) => `'${text.slice(0, 200)}'`
