import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as own from './index.ts'

/** A second copy of the package, as a project may come to hold. */
let copy: typeof own
beforeAll(async () => {
  vi.resetModules()
  copy = await import('./index.ts')
})

const refusal = (status: number, from = own) => new from.APIError({ status, message: 'No.' })
const answer = { status: 200, rawBody: '' }

/** Each predicate, and how to make the one error that it is for. */
const cases: [(error: unknown) => boolean, (from: typeof own) => Error][] = [
  [own.isUnauthorized, (from) => refusal(401, from)],
  [own.isForbidden, (from) => refusal(403, from)],
  [own.isNotFound, (from) => refusal(404, from)],
  [own.isConflict, (from) => refusal(409, from)],
  [own.isUnprocessable, (from) => refusal(422, from)],
  [own.isRateLimited, (from) => refusal(429, from)],
  [own.isServerError, (from) => refusal(503, from)],
  [own.isRedirect, (from) => new from.RedirectError({ status: 302, message: 'Elsewhere.' })],
  [own.isOAuthError, (from) => new from.OAuthError({ status: 400, message: 'No.', code: 'invalid_grant' })],
  [
    own.isAuthenticateError,
    (from) => new from.AuthenticateError({ status: 400, message: '', code: 'mfa_challenge' }),
  ],
  [own.isNetworkError, (from) => new from.NetworkError('Cut.')],
  [own.isTimeout, (from) => new from.TimeoutError('Late.')],
  [own.isDecodeError, (from) => new from.DecodeError('What?', answer)],
  [own.isConfigurationError, (from) => new from.ConfigurationError('apiKey', 'is missing.')],
  [own.isSignatureVerificationError, (from) => new from.SignatureVerificationError('Forged.')],
]

describe('a predicate', () => {
  it('is there for a second copy too, whose classes are others', () => {
    expect(copy.APIError).not.toBe(own.APIError)
    expect(refusal(404, copy)).not.toBeInstanceOf(own.APIError)
  })

  it.each(cases)('%o knows its error and no other, of this copy and of another', (holds, make) => {
    for (const from of [own, copy]) {
      expect(holds(make(from))).toBe(true)
      const others = cases.filter(([other, makeOther]) => other !== holds && holds(makeOther(from)))
      expect(others.map(([other]) => other.name)).toEqual([])
      expect(own.isPorticoError(make(from))).toBe(true)
    }
  })

  it.each([null, undefined, 404, 'NotFoundError', {}, { status: 404 }, new Error('NotFoundError')])(
    'holds for nothing else: %j',
    (value) => {
      for (const [holds] of cases) expect(holds(value)).toBe(false)
      expect([own.isPorticoError(value), own.isAPIError(value), own.isRetryable(value)]).not.toContain(true)
    },
  )

  it('isRetryable holds for what may pass', () => {
    expect([408, 429, 500, 502, 503, 504].map((status) => own.isRetryable(refusal(status)))).not.toContain(
      false,
    )
    expect(
      [302, 400, 401, 403, 404, 409, 422, 501].map((status) => own.isRetryable(refusal(status))),
    ).not.toContain(true)
    expect(own.isRetryable(new copy.NetworkError('Cut.'))).toBe(true)
    expect(own.isRetryable(new copy.TimeoutError('Late.'))).toBe(true)
    expect(own.isRetryable(new own.DecodeError('What?', answer))).toBe(false)
  })
})
