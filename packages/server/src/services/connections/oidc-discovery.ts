import type { OidcOptions } from '@portico/contract'
import type { Static } from 'typebox'
import type { Kernel } from '../../kernel/kernel.ts'
import { type Asker, fetchProblem } from './addresses.ts'
import { refusingLater, unusable } from './refusals.ts'

type Method = Static<typeof OidcOptions>['token_authentication_method']

/** What has to be known of the configuration of an OpenID provider before anybody signs in. */
export type Discovery = { hasUserInfo: boolean; authenticationMethods: readonly string[] | null }

const suffix = '/.well-known/openid-configuration'
const maxBytes = 256 * 1024

/** The whole address of a configuration (OpenID Connect Discovery 1.0, 4): people often give the issuer alone. */
export function discoveryEndpointOf(given: string): string {
  const url = URL.parse(given)
  if (!url || url.pathname.endsWith(suffix)) return given
  url.pathname = url.pathname.replace(/\/+$/, '') + suffix
  return url.href
}

/**
 * Reads the configuration, and makes sure that people can be signed in with it. The document is read again when they
 * do: what is found out here is for the administrator who sets the connection up.
 *
 * @throws `invalid_identity_provider` with what is wrong
 */
export async function checkDiscovery(
  asker: Asker & { kernel: Kernel },
  endpoint: string,
): Promise<Discovery> {
  const document = await fetchDocument(asker, endpoint)
  requireIssuer(endpoint, document.issuer)
  for (const member of ['authorization_endpoint', 'token_endpoint', 'jwks_uri']) {
    requireEndpoint(asker, member, document[member])
  }
  const methods = document.token_endpoint_auth_methods_supported
  return {
    hasUserInfo: typeof document.userinfo_endpoint === 'string',
    authenticationMethods: Array.isArray(methods) ? methods : null,
  }
}

async function fetchDocument(
  { kernel }: Asker & { kernel: Kernel },
  endpoint: string,
): Promise<Record<string, unknown>> {
  const { status, body } = await refusingLater(() =>
    kernel.outbound.fetch(endpoint, {
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      timeoutMs: 10_000,
      maxBytes,
      redirects: 3,
    }),
  )
  if (status !== 200)
    throw unusable(`The configuration could not be read: ${endpoint} answered with status ${status}.`)
  const document = parseJson(body.toString())
  if (typeof document === 'object' && document !== null) return document as Record<string, unknown>
  throw unusable(
    `What ${endpoint} answers is no configuration of an OpenID provider: it is not a JSON object.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** OpenID Connect Discovery 1.0, 4.3: the issuer is the address that the configuration was found under. */
function requireIssuer(endpoint: string, issuer: unknown): void {
  const expected = URL.parse(endpoint)?.href.split(suffix)[0]
  if (typeof issuer === 'string' && URL.canParse(issuer) && withoutSlash(issuer) === expected) return
  throw unusable(
    `The configuration is of the issuer ${JSON.stringify(issuer)?.slice(0, 300) ?? 'that it does not name'}, and was found at that of ${expected}. Give the discovery endpoint of the issuer itself.`,
  )
}

const withoutSlash = (issuer: string) => issuer.replace(/\/$/, '')

function requireEndpoint(asker: Asker, member: string, url: unknown): void {
  if (typeof url !== 'string') throw unusable(`The configuration has no ${member}.`)
  const problem = fetchProblem(asker, url)
  if (problem) throw unusable(`The ${member} of the configuration cannot be used. ${problem}`)
}

/** How Portico proves who it is: as the kind of provider has it, if the provider takes that. */
export function chooseMethod(usual: Method, { authenticationMethods }: Discovery): Method {
  const choices = [usual, 'client_secret_basic', 'client_secret_post'] as const
  return choices.find((method) => authenticationMethods?.includes(method) ?? true) ?? usual
}
