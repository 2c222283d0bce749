import { invalidField } from '../../kernel/http/errors.ts'
import { requireFetchable, requirePage } from './addresses.ts'
import { newKeyPair, ownKeyPair } from './certificates.ts'
import { checkDiscovery, chooseMethod, discoveryEndpointOf } from './oidc-discovery.ts'
import type { Provider } from './providers.ts'
import { unusable } from './refusals.ts'
import { sealClientSecret } from './secrets.ts'
import type { CreateOidcOptions, SetUpChange, SetUpContext, UpdateOidcOptions } from './set-up.ts'
import type { StoredCertificate, StoredOidcConnection, StoredOidcOptions } from './stored.ts'

type Owner = { context: SetUpContext; connectionId: string; provider: Provider }
type Change = SetUpChange<StoredOidcConnection>

/** What a new connection is given, the provider asked and secrets sealed. @throws a refusal that names what is wrong */
export async function newOidcSetUp(
  owner: Owner,
  given: CreateOidcOptions,
): Promise<Change & { options: StoredOidcOptions }> {
  const endpoint = given.discovery_endpoint ?? owner.provider.discoveryEndpoint
  if (!endpoint)
    throw invalidField(
      'oidc_options.discovery_endpoint',
      'required',
      'This kind of provider has none of its own.',
    )
  const { discoveryEndpoint, method } = await discover(owner, { ...given, discovery_endpoint: endpoint })
  const usual = owner.provider.tokenAuthenticationMethod
  const options: StoredOidcOptions = {
    discovery_endpoint: discoveryEndpoint,
    client_id: given.client_id,
    redirect_uri: given.redirect_uri ?? null,
    pkce: given.pkce ?? true,
    token_authentication_method: given.token_authentication_method ?? method ?? usual,
    id_token_signature_algorithm: given.id_token_signature_algorithm ?? null,
    fetch_user_info: given.fetch_user_info ?? true,
  }
  const usesKey = options.token_authentication_method === 'private_key_jwt'
  return {
    options,
    certificates: usesKey ? [await signingKeyPair(owner, given)] : [],
    ...sealedSecret(owner, given),
  }
}

/** What changes about a connection. @throws a refusal that names what is wrong */
export async function changedOidcSetUp(
  owner: Owner,
  { certificates }: { certificates: readonly StoredCertificate[] },
  given: UpdateOidcOptions,
): Promise<Change> {
  const { client_secret: _, discovery_endpoint, ...members } = given
  const discovered =
    discovery_endpoint === undefined ? undefined : await discover(owner, { ...given, discovery_endpoint })
  requirePage(owner.context, 'oidc_options.redirect_uri', given.redirect_uri)
  const lacksKey =
    given.token_authentication_method === 'private_key_jwt' &&
    !certificates.some(({ purpose }) => purpose === 'jwt_signing')
  return {
    options: {
      ...(Object.fromEntries(
        Object.entries(members).filter(([, value]) => value !== undefined),
      ) as Partial<StoredOidcOptions>),
      ...(discovered && { discovery_endpoint: discovered.discoveryEndpoint }),
    },
    certificates: lacksKey ? [await signingKeyPair(owner, {})] : [],
    ...sealedSecret(owner, given),
  }
}

/**
 * The secret that the connection has after a change. It was given to Portico for one provider: at another, whoever can
 * set connections up could read it there.
 *
 * @throws a refusal where the provider is another one and takes a secret that was not given with it
 */
export function secretAfter(
  before: StoredOidcConnection,
  { options, clientSecret }: SetUpChange<StoredOidcConnection>,
): Buffer | null {
  if (clientSecret !== undefined) return clientSecret
  const after = { ...before.options, ...options }
  if (before.client_secret === null || hasSameOrigin(before.options, after)) return before.client_secret
  if (after.token_authentication_method === 'private_key_jwt') return null
  throw invalidField(
    'oidc_options.client_secret',
    'required',
    'The present secret is not sent to another host. Give the secret together with the new discovery_endpoint.',
  )
}

type Discoverable = Pick<StoredOidcOptions, 'discovery_endpoint'>

const hasSameOrigin = (one: Discoverable, other: Discoverable) =>
  new URL(one.discovery_endpoint).origin === new URL(other.discovery_endpoint).origin

async function discover(
  { context, provider }: Owner,
  given: { discovery_endpoint: string } & UpdateOidcOptions,
) {
  const discoveryEndpoint = discoveryEndpointOf(given.discovery_endpoint)
  requireFetchable(context, 'oidc_options.discovery_endpoint', discoveryEndpoint)
  requirePage(context, 'oidc_options.redirect_uri', given.redirect_uri)
  // The provider's own configuration is known to be right.
  if (discoveryEndpoint === provider.discoveryEndpoint) return { discoveryEndpoint }
  const discovery = await checkDiscovery(context, discoveryEndpoint)
  if (given.fetch_user_info && !discovery.hasUserInfo) {
    throw unusable('The configuration has no userinfo_endpoint. Set fetch_user_info to false.')
  }
  return { discoveryEndpoint, method: chooseMethod(provider.tokenAuthenticationMethod, discovery) }
}

function sealedSecret(
  { context, connectionId }: Owner,
  { client_secret }: { client_secret?: string },
): Pick<Change, 'clientSecret'> {
  if (client_secret === undefined) return {}
  return {
    clientSecret: sealClientSecret(context.kernel, context.environment.id, connectionId, client_secret),
  }
}

/** The key with which Portico proves who it is (RFC 7523): the customer's, or one made now. */
function signingKeyPair(
  { context, connectionId }: Owner,
  { jwt_signing_key_pair: own }: Pick<CreateOidcOptions, 'jwt_signing_key_pair'>,
): StoredCertificate | Promise<StoredCertificate> {
  const owner = { environment: context.environment, connectionId, now: context.now }
  if (!own) return newKeyPair(context.kernel, owner, 'jwt_signing')
  const field = 'oidc_options.jwt_signing_key_pair'
  return ownKeyPair(context.kernel, owner, 'jwt_signing', { field, ...own })
}
