import { ConfigurationError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import { type LinkOrigin, requireClientId } from './authorization-url.ts'
import { queryText, requireText } from './urls.ts'

/** The application, as it was named in 2020. */
export type LegacyProject = {
  /** The application. Default: the client's. */
  projectId?: string | undefined
  /** The same, as the Node SDK of 2020 spelled it. */
  projectID?: string | undefined
}

/** Parameters of `sso.getProfile` as the Node SDK of 2020 had it. */
export type LegacyProfileParams = LegacyProject & {
  /** The code that came with the redirect. */
  code: Secret
}

/** Parameters of the sign-in link of 2020: a domain, a provider or both. */
export type LegacyAuthorizationUrlParams = LegacyProject & {
  /** The e-mail domain of the organization. */
  domain?: string | undefined
  /** Only `GoogleOAuth` in 2020. */
  provider?: string | undefined
  /** Where the browser comes back. May lack its scheme, as it could then. */
  redirectURI: string
  /** A text. Ruby printed a hash here as it inspects one: give that text to have the same link. */
  state?: string | undefined
}

/** The sign-in link as the first Ruby gem wrote it, in its order. @throws {ConfigurationError} */
export function legacyAuthorizationUrl(
  { baseUrl, clientId }: LinkOrigin,
  { domain, provider, redirectURI, state, ...project }: LegacyAuthorizationUrlParams,
): string {
  if (!domain && !provider) throw new ConfigurationError('domain', 'a domain or a provider is needed.')
  if (state !== undefined && typeof state !== 'string') {
    throw new ConfigurationError('state', 'must be a text.')
  }
  const query = queryText({
    client_id: requireClientId(legacyClientId(project) ?? clientId),
    redirect_uri: requireText('redirectURI', redirectURI),
    response_type: 'code',
    state,
    domain,
    provider,
  })
  return `${baseUrl}/sso/authorize?${query}`
}

/** The application that an old call names, if it names one. */
export function legacyClientId({ projectId, projectID }: LegacyProject): string | undefined {
  return projectId ?? projectID
}
