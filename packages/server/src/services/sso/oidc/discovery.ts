import { errors } from 'jose'
import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client'
import type { Cache } from '../../../kernel/cache.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OidcConnection, OidcSetup, SignInConnection } from '../../connections/index.ts'
import { attempt } from './attempts.ts'
import { allowsHttp } from './exchange.ts'
import { guardedFetch } from './fetch.ts'
import { asymmetricAlgorithms, type RemoteKeys, remoteKeys } from './keys.ts'
import { refused } from './refused.ts'

/** What is known of an identity provider. */
export type Discovered = { metadata: ServerMetadata; keys: RemoteKeys }

const ttlMs = 10 * 60_000

const cacheOf = (kernel: Kernel): Cache<Discovered> =>
  kernel.caches.create<Discovered>('sso_providers', { maxEntries: 2_000, ttlMs })

/**
 * Reads the configuration of an identity provider (OpenID Connect Discovery 1.0), at most every ten minutes.
 *
 * @throws what `explain` explains
 */
export function discover(
  kernel: Kernel,
  connection: Pick<OidcConnection, 'id' | 'version'>,
  setup: OidcSetup,
): Promise<Discovered> {
  const name = nameOf(connection, setup.discoveryEndpoint)
  return remember(kernel, name, () =>
    attempt(kernel, `${name} ${connection.version}`, () => read(kernel, setup)),
  )
}

/** The name under which it is kept what was read at an address: connections share nothing, not even what is public. */
export const nameOf = ({ id }: Pick<SignInConnection, 'id'>, address: string) => `${id} ${address}`

/** Keeps what is known of a provider, for a while. */
export async function remember(
  kernel: Kernel,
  name: string,
  load: () => Promise<Discovered>,
): Promise<Discovered> {
  return (await cacheOf(kernel).get(name, load)) as Discovered
}

/**
 * Forgets what is known once a signature was wrong. A key that changes under its name is refused: whoever could put it
 * there might sign anything. But it is not refused for ever: the next sign-in reads what is published then.
 */
export async function forgettingOldKeys<T>(
  kernel: Kernel,
  name: string,
  verify: () => Promise<T>,
): Promise<T> {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) cacheOf(kernel).drop(name)
    throw error
  }
}

async function read(kernel: Kernel, { discoveryEndpoint, clientId }: OidcSetup): Promise<Discovered> {
  const configuration = await discovery(new URL(discoveryEndpoint), clientId, undefined, undefined, {
    [customFetch]: guardedFetch(kernel),
    ...(allowsHttp(kernel) && { execute: [allowInsecureRequests] }),
  })
  const metadata = usable(kernel, configuration.serverMetadata(), new URL(discoveryEndpoint))
  return { metadata, keys: remoteKeys(kernel, metadata.jwks_uri) }
}

type UsableMetadata = ServerMetadata & { jwks_uri: string }

function usable(kernel: Kernel, published: ServerMetadata, address: URL): UsableMetadata {
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = published
  requireIssuerOf(issuer, address)
  for (const [name, value] of Object.entries({ authorization_endpoint, token_endpoint, jwks_uri })) {
    if (isEndpoint(kernel, value)) continue
    throw refused('configuration_unusable', `The configuration at ${address.href} names no usable ${name}.`)
  }
  return { ...published, id_token_signing_alg_values_supported: algorithmsOf(published) } as UsableMetadata
}

function isEndpoint(kernel: Kernel, value: unknown): boolean {
  const protocol = typeof value === 'string' ? URL.parse(value)?.protocol : undefined
  return protocol === 'https:' || (protocol === 'http:' && allowsHttp(kernel))
}

/** What it says to sign with. `none` and shared secrets are never taken from there: a connection has to name them. */
function algorithmsOf({ id_token_signing_alg_values_supported: published }: ServerMetadata): string[] {
  // OpenID Connect Dynamic Client Registration 1.0, 2: RS256, where nothing else is said.
  if (!Array.isArray(published)) return ['RS256']
  return asymmetricAlgorithms.filter((algorithm) => published.includes(algorithm))
}

const wellKnown = '/.well-known/openid-configuration'

/**
 * The issuer is where its configuration is (OpenID Connect Discovery 1.0, 4.3), so that nobody speaks for another. An
 * issuer that is a pattern stands for the tenants of everybody.
 */
function requireIssuerOf(issuer: string, address: URL): void {
  if (issuer.includes('{')) {
    throw refused(
      'issuer_ambiguous',
      `The configuration at ${address.href} is that of all tenants. Take the one of your own tenant, with its ID in the address.`,
    )
  }
  if (issuer.replace(/\/$/, '') + wellKnown === address.origin + address.pathname) return
  throw refused(
    'issuer_mismatch',
    `The configuration at ${address.href} is that of ${JSON.stringify(issuer)}, which has its own at another address. Use that one.`,
  )
}
