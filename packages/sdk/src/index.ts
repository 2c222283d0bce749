export { type AuthenticateCode, AuthenticateError, type AuthenticateFailure } from './authenticate-error.ts'
export { Client } from './client.ts'
export { Core } from './core.ts'
export {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConfigurationError,
  ConflictError,
  DecodeError,
  type ErrorDetail,
  NetworkError,
  NotFoundError,
  OAuthError,
  PorticoError,
  RateLimitExceededError,
  RedirectError,
  ServerError,
  SignatureVerificationError,
  TimeoutError,
  UnprocessableEntityError,
} from './errors.ts'
export * from './generated/index.ts'
export {
  type ActionContext,
  type ActionDecision,
  type AuthenticationActionContext,
  actions,
  type SignedActionResponse,
  type UserRegistrationActionContext,
  type VerifyAction,
} from './helpers/actions.ts'
export {
  type AddOptions,
  type AuditLogBatcher,
  type AuditLogBatcherOptions,
  type AuditLogFailure,
  AuditLogQueueError,
} from './helpers/audit-log-batch.ts'
export type {
  Authenticated,
  AuthenticateWithCodeAndVerifierParams,
  AuthenticateWithCodeParams,
  AuthenticateWithDeviceCodeParams,
  AuthenticateWithEmailVerificationParams,
  AuthenticateWithMagicAuthParams,
  AuthenticateWithOrganizationSelectionParams,
  AuthenticateWithPasswordParams,
  AuthenticateWithRadarEmailChallengeParams,
  AuthenticateWithRadarSmsChallengeParams,
  AuthenticateWithRefreshTokenParams,
  AuthenticateWithTotpParams,
  Seal,
  SealedSession,
  SealParams,
} from './helpers/authenticate.ts'
export type {
  AuthKitUrlParams,
  LinkProof,
  PKCEAuthorizationUrl,
  SocialProvider,
  SsoUrlParams,
} from './helpers/authorization-url.ts'
export { DeviceCodeExpiredError, type DevicePolling, type DeviceProgress } from './helpers/device.ts'
export type { FlagContext, TypedFlagContext, UserFlagContext } from './helpers/feature-flag-rules.ts'
export {
  type BootstrapFlags,
  type FeatureFlagsEvents,
  type FeatureFlagsOptions,
  FeatureFlagsRuntimeClient,
  type FeatureFlagsStats,
  type FlagLogger,
} from './helpers/feature-flags.ts'
export { type FollowParams, follow } from './helpers/follow.ts'
export type { LegacyAuthorizationUrlParams, LegacyProfileParams } from './helpers/legacy-sso.ts'
export type { LogoutUrlParams, SsoLogoutUrlParams } from './helpers/links.ts'
export type { WebhookPayload } from './helpers/payload.ts'
export { type PKCEPair, pkce } from './helpers/pkce.ts'
export type { Schema, SchemaIssue, SchemaResult, Validated } from './helpers/schema.ts'
export { computeSignature } from './helpers/signature.ts'
export {
  encryptedKeysOf,
  localDecrypt,
  localDecryptBytes,
  localEncrypt,
  localEncryptBytes,
  VaultCryptoError,
  type VaultDataKey,
  type VaultDecryptOptions,
  type VaultEncryptOptions,
} from './helpers/vault.ts'
export type { VaultLayout } from './helpers/vault-layout.ts'
export {
  type ConstructEvent,
  constructEvent,
  signPayload,
  type VerifyWebhook,
  verifyHeader,
  verifyPayload,
} from './helpers/webhooks.ts'
export type { KeyResolver } from './jwks.ts'
export type { LogFields, Logger } from './logger.ts'
export type { AppInfo, ClientOptions } from './options.ts'
export {
  autoPaginate,
  type FetchPage,
  type List,
  type ListMetadata,
  type ListParams,
  type Page,
  type PageBody,
  type PageParams,
  type PagePromise,
  type WalkOptions,
} from './page.ts'
export { type Path, path } from './path.ts'
export {
  isAPIError,
  isAuthenticateError,
  isConfigurationError,
  isConflict,
  isDecodeError,
  isForbidden,
  isNetworkError,
  isNotFound,
  isOAuthError,
  isPorticoError,
  isRateLimited,
  isRedirect,
  isRetryable,
  isServerError,
  isSignatureVerificationError,
  isTimeout,
  isUnauthorized,
  isUnprocessable,
} from './predicates.ts'
export { PublicClient, type PublicClientOptions, type PublicSsoCodeParams } from './public-client.ts'
export type { RequestOptions } from './request.ts'
export { type Exposed, expose, exposeAll, isSecret, type Secret, SecretString } from './secret.ts'
export type { AgentCredential, AgentTokenClaims, ValidatedAgentCredential } from './services/agents.ts'
export type { SsoCodeParams } from './services/sso.ts'
export type { NewVaultObject, VaultCryptoOptions } from './services/vault.ts'
export * from './session/index.ts'
export { ExponentialBackoff, Idempotent, Once, Retry, type Strategy } from './strategy.ts'
export type { Transport, TransportInit } from './transport.ts'
export { isKnown, type OpenEnum } from './types.ts'
export { version } from './version.ts'
