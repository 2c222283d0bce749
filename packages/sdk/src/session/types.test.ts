import { describe, expectTypeOf, it } from 'vitest'
import type {
  AccessTokenClaims,
  APIError,
  AuthenticateResult,
  CookieSession,
  LoadSealedSession,
  SecretString,
  User,
} from '../index.ts'

type RefreshResult = Awaited<ReturnType<CookieSession['refresh']>>

describe('what a session answers', () => {
  it('is told apart by `authenticated`, then by `reason`', () => {
    const read = (result: AuthenticateResult) => {
      if (result.authenticated) {
        expectTypeOf(result.user).toEqualTypeOf<User>()
        expectTypeOf(result.accessToken).toEqualTypeOf<SecretString>()
        expectTypeOf(result.claims).toEqualTypeOf<AccessTokenClaims>()
      } else if (result.reason === 'jwks_unavailable') {
        expectTypeOf(result.retryable).toEqualTypeOf<true>()
        expectTypeOf(result.error).toEqualTypeOf<unknown>()
      } else if (result.reason === 'expired_jwt') {
        expectTypeOf(result.retryable).toEqualTypeOf<false>()
      }
    }
    expectTypeOf(read).returns.toEqualTypeOf<void>()
  })

  it('of a refresh is told apart by `retryable` as well', () => {
    const read = (result: RefreshResult) => {
      if (result.authenticated) {
        expectTypeOf(result.sealedSession).toEqualTypeOf<string>()
      } else if (result.retryable) {
        expectTypeOf(result.error).toEqualTypeOf<Error>()
        expectTypeOf(result.retryAfter).toEqualTypeOf<number | undefined>()
      } else if (result.reason === 'sso_required') {
        expectTypeOf(result.error).toEqualTypeOf<APIError>()
      }
    }
    expectTypeOf(read).returns.toEqualTypeOf<void>()
  })

  it('is asked with passwords in every form', () => {
    type Password = LoadSealedSession['cookiePassword']
    expectTypeOf<string>().toExtend<Password>()
    expectTypeOf<SecretString>().toExtend<Password>()
    expectTypeOf<[string, SecretString]>().toExtend<Password>()
    expectTypeOf<{ 1: string; 2: SecretString }>().toExtend<Password>()
    expectTypeOf<number>().not.toExtend<Password>()
  })
})
