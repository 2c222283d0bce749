import { createPrivateKey } from 'node:crypto'
import type { Body } from '@portico/contract'
import {
  invalidOAuthProvider,
  type OAuthProvider,
  oauthProviderAdministration,
  oauthProviderNotFound,
  oauthProviders,
} from '@portico/contract'
import { randomText } from '../../kernel/crypto/random.ts'
import type { MutationContext } from '../../kernel/http/context.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { pageUrlProblem } from '../redirect-uris/index.ts'
import { fetchProblem } from './addresses.ts'
import { recordState, removeConnection, saveConnection } from './changes.ts'
import { providerOf } from './providers.ts'
import { addressesOf, settingsOf } from './rules.ts'
import { sealClientSecret } from './secrets.ts'
import { forgetConnection } from './sign-in.ts'
import * as store from './store.ts'
import type { OAuthOptions, StoredConnection, StoredOAuthConnection } from './stored.ts'

type Given = Body<(typeof oauthProviderAdministration.operations)['setOAuthProvider']>
type ProviderName = OAuthProvider['provider']

export default implement(oauthProviderAdministration, {
  listOAuthProviders: async ({ kernel, sql, environment }) => {
    const found = await store.listProviders(sql, environment.id)
    return { object: 'list' as const, data: found.map((connection) => toWire(kernel, connection)) }
  },

  getOAuthProvider: async ({ kernel, sql, environment }, { params }) => {
    const provider = requireProvider(params.provider)
    const found = await store.findByProvider(sql, environment.id, provider)
    if (!found) throw oauthProviderNotFound(params.provider)
    return toWire(kernel, found)
  },

  setOAuthProvider: async (context, { params, body }) => {
    const provider = requireProvider(params.provider)
    requireAddresses(context, body)
    const found = await lockProvider(context, provider)
    const before = found ?? newConnection(context, provider)
    const after = changed(context, before, body)
    if (found) await saveConnection(context, found, after)
    else {
      await store.insertConnection(context.tx, context.environment.id, after)
      await recordState(context, 'draft', after)
    }
    forgetLater(context, after)
    return toWire(context.kernel, after)
  },

  deleteOAuthProvider: async (context, { params }) => {
    const provider = requireProvider(params.provider)
    const found = await lockProvider(context, provider)
    if (!found) throw oauthProviderNotFound(params.provider)
    await removeConnection(context, found)
    forgetLater(context, found)
    return undefined
  },
})

const names = new Map<string, ProviderName>(oauthProviders.map((name) => [name.toLowerCase(), name]))

/** Clients of every age spell GitHub in either way. */
function requireProvider(text: string): ProviderName {
  const name = names.get(text.toLowerCase())
  if (!name) throw oauthProviderNotFound(text)
  return name
}

/** The provider's connection, and nobody else sets one up until the transaction ends. */
async function lockProvider(
  { tx, environment }: MutationContext,
  provider: ProviderName,
): Promise<StoredOAuthConnection | undefined> {
  await store.lockEnvironment(tx, environment.id)
  return (await store.findByProvider(tx, environment.id, provider, 'for update')) as
    | StoredOAuthConnection
    | undefined
}

const forgetLater = ({ kernel, environment, afterCommit }: MutationContext, { id }: StoredConnection) =>
  afterCommit(() => forgetConnection(kernel, environment.id, id))

function newConnection({ now }: MutationContext, provider: ProviderName): StoredOAuthConnection {
  const instant = now.toISOString()
  return {
    id: newId('conn', now),
    organization_id: null,
    connection_type: provider,
    protocol: 'oauth',
    name: providerOf(provider).name,
    state: 'draft',
    external_key: randomText(22),
    external_id: null,
    options: optionsOf({ client_id: '' }),
    client_secret: null,
    attribute_map: {},
    settings: {},
    metadata_read_at: null,
    metadata_due_at: null,
    metadata_problem: null,
    metadata_failures: 0,
    domains: [],
    signing_cert: null,
    created_at: instant,
    updated_at: instant,
  }
}

/** The connection as the request leaves it: what is not given goes back to its default, the secret alone stays. */
function changed(
  context: MutationContext,
  before: StoredOAuthConnection,
  body: Given,
): StoredOAuthConnection {
  const { kernel, environment, now } = context
  const secret = requireSecret(before, body)
  return {
    ...before,
    options: optionsOf(body),
    client_secret:
      secret === undefined
        ? before.client_secret
        : sealClientSecret(kernel, environment.id, before.id, secret),
    settings: { ...before.settings, oauth_tokens_returned: body.oauth_tokens_returned ?? false },
    state: 'active',
    updated_at: now.toISOString(),
  }
}

function optionsOf(body: Given): OAuthOptions {
  return {
    client_id: body.client_id,
    apple_team_id: body.apple_team_id ?? null,
    apple_key_id: body.apple_key_id ?? null,
    scopes: [...new Set(body.scopes ?? [])],
    authorization_endpoint: body.authorization_endpoint ?? null,
    token_endpoint: body.token_endpoint ?? null,
    userinfo_endpoint: body.userinfo_endpoint ?? null,
    jwks_uri: body.jwks_uri ?? null,
    issuer: body.issuer ?? null,
  }
}

const refused = (message: string) => invalidOAuthProvider({ message })

/** The secret to keep from now on, if it changes. Apple has no secret, but a key to sign with in its place. */
function requireSecret(
  { connection_type, client_secret, options }: StoredOAuthConnection,
  body: Given,
): string | undefined {
  const isApple = connection_type === 'AppleOAuth'
  if (!isApple && (body.apple_team_id || body.apple_key_id || body.apple_private_key)) {
    throw refused('apple_team_id, apple_key_id and apple_private_key are for AppleOAuth. Leave them out.')
  }
  if (isApple) requireApple(body)
  const secret = isApple ? body.apple_private_key : body.client_secret
  if (secret !== undefined) return secret
  const member = isApple ? 'apple_private_key' : 'client_secret'
  if (client_secret === null) throw refused(`${member} is missing: without it nobody can sign in.`)
  if (hasSameOrigin(options.token_endpoint, body.token_endpoint ?? null)) return undefined
  // It was given to Portico for one host: at another, whoever can set providers up could read it there.
  throw refused(
    `${member} is missing: the present one is not sent to another host. Give it together with the new token_endpoint.`,
  )
}

/** Whether the secret goes where it went before. Null is the provider's own address. */
const hasSameOrigin = (before: string | null, after: string | null) =>
  (before && new URL(before).origin) === (after && new URL(after).origin)

function requireApple({ client_secret, apple_team_id, apple_key_id, apple_private_key }: Given): void {
  if (client_secret !== undefined) {
    throw refused('Apple has no client_secret. Give apple_private_key, with which one is signed each time.')
  }
  if (!apple_team_id || !apple_key_id) throw refused('Apple needs apple_team_id and apple_key_id.')
  if (apple_private_key !== undefined && !isP256Key(apple_private_key)) {
    throw refused('apple_private_key must be the key that Apple gives as a .p8 file, in PEM (EC, P-256).')
  }
}

function isP256Key(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

function requireAddresses(context: MutationContext, body: Given): void {
  const { authorization_endpoint: page, token_endpoint, userinfo_endpoint, jwks_uri } = body
  const pageProblem = page && pageUrlProblem(page, context.environment.kind)
  if (pageProblem) throw refused(`authorization_endpoint: ${pageProblem}`)
  for (const [member, url] of Object.entries({ token_endpoint, userinfo_endpoint, jwks_uri })) {
    const problem = url && fetchProblem(context, url)
    if (problem) throw refused(`${member}: ${problem}`)
  }
}

/** The provider as the wire shows it. */
function toWire(kernel: Pick<Kernel, 'config'>, connection: StoredConnection): OAuthProvider {
  const c = connection as StoredOAuthConnection
  const { apple_team_id: _, apple_key_id: __, ...options } = c.options
  return {
    object: 'oauth_provider',
    provider: c.connection_type as ProviderName,
    connection_id: c.id,
    ...options,
    oauth_tokens_returned: settingsOf(c).oauth_tokens_returned,
    redirect_uri: addressesOf(kernel, c).callbackUrl,
    created_at: c.created_at,
    updated_at: c.updated_at,
  }
}
