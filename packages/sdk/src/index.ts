export { Client } from './client.ts'
export type { ClientOptions } from './core.ts'
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
  ServerError,
  SignatureVerificationError,
  TimeoutError,
  UnprocessableEntityError,
} from './errors.ts'
export * from './generated/index.ts'
export { type FollowParams, follow } from './helpers/follow.ts'
export {
  computeSignature,
  constructEvent,
  signPayload,
  type VerifyWebhook,
  verifyHeader,
  type WebhookPayload,
} from './helpers/webhooks.ts'
export type { List, ListMetadata, ListParams, Page, PagePromise } from './page.ts'
export type { RequestOptions } from './request.ts'
export { type Exposed, expose, exposeAll, isSecret, type Secret, SecretString } from './secret.ts'
export type { Transport, TransportInit } from './transport.ts'
export type { OpenEnum } from './types.ts'
export { version } from './version.ts'
