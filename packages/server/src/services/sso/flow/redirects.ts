import type { RedirectError } from './types.ts'

/**
 * The redirect URI with parameters added (RFC 6749, 4.1.2). What was registered stays letter by letter: only what a URL
 * parser would write back differently could lead elsewhere.
 */
export function withParameters(
  redirectUri: string,
  parameters: Readonly<Record<string, string | null | undefined>>,
): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, value] as [string, string]],
  )
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`
}

/** What applications are told. The rest is for administrators, in the log of the connection. */
export const errorDescriptions: Readonly<Record<RedirectError, string>> = {
  access_denied: 'The identity provider refused to sign the person in, or they gave up.',
  ambiguous_connection_selector: 'The selector fits several connections. Name one by `connection`.',
  connection_domain_invalid: 'No connection belongs to the domain.',
  connection_invalid: 'There is no such connection, or it cannot be used so.',
  connection_strategy_invalid: 'The provider is set up in more than one way.',
  connection_unlinked: 'The connection is not active.',
  domain_connection_selector_not_allowed:
    'This environment takes no `domain`. Select by `organization` or `connection`.',
  idp_initiated_sso_disabled:
    'The connection takes no sign-in that the identity provider begins. Begin it at the application.',
  invalid_connection_selector: 'Give exactly one of `connection`, `organization` and `provider`.',
  invalid_request: 'A parameter of the request is missing or has no such form.',
  organization_invalid: 'There is no such organization, or it has no connection.',
  oauth_failed: 'The provider did not exchange its authorization code.',
  profile_not_allowed_outside_organization:
    'The e-mail address is at a domain that the organization has not verified.',
  server_error: 'The sign-in failed. The log of the connection says why.',
  signin_consent_denied: 'The person did not agree to sign in.',
  unsupported_response_type: 'Only the response type `code` is offered.',
}
