import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../../kernel/http/context.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { SignInConnection } from '../../connections/index.ts'

/** A request of a browser, and the answer to it. */
export type Browser = {
  context: Context
  request: FastifyRequest
  reply: FastifyReply
  /** The test that it has just opened: what goes wrong from here on is the result. */
  testSessionId?: string
}

/** What an application asked for, checked. Null members were not given. */
export type AuthorizationRequest = {
  /** Null in a test, which signs nobody in. */
  application: { id: string; clientId: string } | null
  /** The test that this is the sign-in of. */
  testSessionId?: string
  redirectUri: string | null
  state: string | null
  codeChallenge: string | null
  loginHint: string | null
  domainHint: string | null
  nonce: string | null
  /** `prompt=login`: the person must prove anew who they are. */
  forceAuthentication: boolean
  providerScopes: readonly string[]
  providerQueryParams: Readonly<Record<string, string>>
}

/** A message as the log of the connection keeps it: without secrets. */
export type LoggedMessage = { direction: 'sent' | 'received'; kind: string; content: string }

/** What a sign-in needs later and nobody else may see, such as a PKCE verifier: sealed where it is stored. */
export type SignInSecrets = Readonly<Record<string, string>>

/** A sign-in that is under way at the identity provider. */
export type SignIn = {
  id: string
  connection: SignInConnection
  test: boolean
  applicationId: string | null
  redirectUri: string | null
  state: string | null
  secrets: SignInSecrets
  /** Keyed hash of what the browser that began it holds in its cookie. Null where the identity provider began. */
  browserHash: Buffer | null
  idpInitiated: boolean
  createdAt: string
}

/** Who somebody is, as the identity provider says and its signature proves. */
export type ReceivedIdentity = {
  /** NameID, `sub` or the account's id: who they are where no attribute is mapped to it. */
  subject: string
  /** Whether they are called so in this one session alone. */
  subjectIsTransient?: boolean
  /** By name: text, lists of texts, or what else claims hold. */
  attributes: Readonly<Record<string, unknown>>
  message: LoggedMessage
  /** What must not be taken twice, and for how long that has to be remembered. */
  once: { id: string; until: Date } | null
  /** What signing out at the identity provider takes. */
  logout: SignInSecrets | null
  /** What the identity provider calls the person or session when it signs them out. */
  logoutSubject: string | null
  /** The provider's own tokens, for connections that hand them on: the contract's `OAuthTokens`, as JSON. */
  oauthTokens: string | null
}

/** The errors that applications are sent, `error` of the redirect. */
export type RedirectError =
  | 'access_denied'
  | 'ambiguous_connection_selector'
  | 'connection_domain_invalid'
  | 'connection_invalid'
  | 'connection_strategy_invalid'
  | 'connection_unlinked'
  | 'domain_connection_selector_not_allowed'
  | 'idp_initiated_sso_disabled'
  | 'invalid_connection_selector'
  | 'invalid_request'
  | 'organization_invalid'
  | 'oauth_failed'
  | 'profile_not_allowed_outside_organization'
  | 'server_error'
  | 'signin_consent_denied'
  | 'unsupported_response_type'

/** Why somebody was not signed in. */
export type Refusal = {
  /** What the application is told. */
  error: RedirectError
  /** Which check failed, for the log: `signature_invalid`. */
  code: string
  /** For administrators: what was received, what was expected, and what to change. */
  message: string
}

/** One way of signing in through a connection. */
export type SignInProtocol<C extends SignInConnection = SignInConnection> = {
  /** Sends the browser to the identity provider, after `beginSignIn` has recorded that. */
  begin(browser: Browser, connection: C, request: AuthorizationRequest): Promise<FastifyReply>
  /**
   * Where to send the browser so that the identity provider signs the person out, and then comes back to
   * `/sso/logout/done`; null where it cannot.
   */
  logoutUrl(
    kernel: Kernel,
    connection: C,
    session: { id: string; secrets: SignInSecrets },
  ): Promise<string | null>
  /** What the identity provider sends browsers and messages to. */
  routes(app: FastifyInstance, kernel: Kernel): void
}
