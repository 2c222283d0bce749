import type { Authentication } from '../generated/models/user-management.ts'
import { GeneratedUserManagement } from '../generated/user-management.ts'
import { type AuthKitUrlParams, authKitUrl } from '../helpers/authorization-url.ts'
import { generateCodeChallenge, generateCodeVerifier } from '../helpers/pkce.ts'
import { sealSession } from '../session/payload.ts'
import { refreshFailure } from '../session/refresh.ts'
import { type Cookie, serializeCookie } from './cookies.ts'
import { SignInError } from './errors.ts'
import type { AuthRequest } from './request.ts'
import { plainText, redirect } from './responses.ts'
import { safeReturnPath } from './return-path.ts'
import type { SessionCookies } from './session-cookie.ts'
import type { AuthSettings } from './settings.ts'
import {
  type NamePrefix,
  type OpenedState,
  openState,
  type SignInState,
  sealState,
  stateCookieName,
  stateSeconds,
  supersededCookies,
} from './state.ts'

/** How to begin a sign-in. Where none of provider, connection and organization is named, AuthKit asks. */
export type SignInParams = Partial<
  Pick<
    AuthKitUrlParams,
    | 'connectionId'
    | 'domainHint'
    | 'invitationToken'
    | 'loginHint'
    | 'maxAge'
    | 'organizationId'
    | 'prompt'
    | 'provider'
    | 'providerQueryParams'
    | 'providerScopes'
    | 'screenHint'
  >
> & {
  /**
   * The path to come back to after the sign-in, at most 1,024 characters. It may come from the request: whatever leads
   * out of the application becomes `/`. Default: `/`.
   */
  returnTo?: string | undefined
  /** Some text of your own, at most 500 characters: `onSignIn` gets it. The browser cannot read or change it. */
  state?: string | undefined
}

/** Where to send the browser, and what to set on the way. */
export type Departure = { url: string; cookies: readonly Cookie[] }

/** Sign-ins from their beginning to the session. */
export class SignIns {
  readonly #settings: AuthSettings
  readonly #sessions: SessionCookies

  constructor(settings: AuthSettings, sessions: SessionCookies) {
    this.#settings = settings
    this.#sessions = sessions
  }

  /** @throws {ConfigurationError} naming the parameter that is wrong */
  async begin(cookieHeader: string | null, { returnTo, state, ...params }: SignInParams): Promise<Departure> {
    const { client, redirectUri, cookiePassword } = this.#settings
    const codeVerifier = generateCodeVerifier()
    const sealed = await sealState(
      { codeVerifier, returnTo: this.#returnPath(returnTo), state },
      cookiePassword,
    )
    const chosen = params.provider ?? params.connectionId ?? params.organizationId
    const url = authKitUrl(client, {
      ...params,
      ...(chosen === undefined && { provider: 'authkit' }),
      redirectUri,
      state: sealed,
      codeChallenge: await generateCodeChallenge(codeVerifier),
    } as AuthKitUrlParams)
    const superseded = supersededCookies(cookieHeader, this.#prefix).map((name) => this.#noState(name))
    return { url, cookies: [...superseded, this.#stateCookie(sealed)] }
  }

  /** @throws what is not the sign-in's fault */
  async complete(request: AuthRequest): Promise<Response> {
    const sealed = new URL(request.url).searchParams.get('state')
    const { cookiePassword } = this.#settings
    const begun = await openState(sealed, request.headers.get('cookie'), cookiePassword, this.#prefix)
    try {
      return await this.#complete(request, begun)
    } catch (error) {
      if (!(error instanceof SignInError)) throw error
      const page = await (this.#settings.onError?.(error, request) ?? errorPage(error))
      // A copy, because the headers of some responses cannot be changed.
      const response = new Response(page.body, page)
      if (typeof begun === 'string' || error.code === 'unavailable') return response
      response.headers.append('set-cookie', serializeCookie(this.#noState(this.#nameOf(begun.sealed))))
      return response
    }
  }

  async #complete(request: AuthRequest, begun: OpenedState): Promise<Response> {
    const { searchParams } = new URL(request.url)
    const { cookiePassword, onSignIn } = this.#settings
    const code = searchParams.get('code')
    const providerError = searchParams.get('error')
    if (providerError !== null) {
      throw refusedByProvider(providerError, searchParams.get('error_description'))
    }
    if (typeof begun === 'string') throw new SignInError(begun)
    if (!code) throw new SignInError('code_missing')
    const authentication = await this.#redeem(code, begun)
    const cookie = this.#sessions.holding(await sealSession(authentication, cookiePassword))
    const returnTo = this.#returnPath(begun.returnTo)
    await onSignIn?.({ authentication, returnTo, state: begun.state })
    return redirect(returnTo, [cookie, this.#noState(this.#nameOf(begun.sealed))])
  }

  async #redeem(code: string, { codeVerifier }: SignInState): Promise<Authentication> {
    const users = new GeneratedUserManagement(this.#settings.client)
    try {
      return await users.authenticate({ grantType: 'authorization_code', code, codeVerifier })
    } catch (error) {
      const { retryable } = refreshFailure(error)
      throw new SignInError(retryable ? 'unavailable' : 'code_refused', { cause: error })
    }
  }

  /** Nobody comes back to where they would be signed in or out again. */
  #returnPath(path: string | undefined): string {
    const safe = safeReturnPath(path)
    const { signInPath, callbackPath, signOutPath } = this.#settings
    const [pathname = ''] = safe.split(/[?#]/, 1)
    return [signInPath, callbackPath, signOutPath].includes(pathname) ? '/' : safe
  }

  #stateCookie(state: string): Cookie {
    const { cookie } = this.#settings
    // The browser comes back from another site: a strict cookie would stay behind.
    const sameSite = cookie.sameSite === 'none' ? 'none' : 'lax'
    const name = this.#nameOf(state)
    return { ...cookie, path: '/', name, value: state, maxAge: stateSeconds, sameSite }
  }

  get #prefix(): NamePrefix {
    return /^__Host-/i.test(this.#settings.cookie.name) ? '__Host-' : ''
  }

  #nameOf(state: string): string {
    return stateCookieName(state, this.#prefix)
  }

  #noState(name: string): Cookie {
    return { ...this.#stateCookie(''), name, maxAge: 0 }
  }
}

function refusedByProvider(error: string, description: string | null): SignInError {
  const providerError = /^[\w.-]{1,64}$/.test(error) ? error : 'unknown_error'
  // \p{C}: control characters, and those that turn the direction of a text.
  const providerMessage = description?.replace(/\p{C}/gu, ' ').slice(0, 500)
  return new SignInError('provider_error', { providerError, ...(providerMessage && { providerMessage }) })
}

function errorPage({ status, code }: SignInError): Response {
  return plainText(
    status,
    `The sign-in was not completed (${code}). Go back to the application and sign in again.`,
  )
}
