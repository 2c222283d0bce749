import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Client, ConfigurationError, SecretString } from '../index.ts'
import { type AuthOptions, settingsOf } from './settings.ts'

const client = new Client({ apiKey: 'sk_test_1', clientId: 'client_1', baseUrl: 'http://127.0.0.1:9' })
const cookiePassword = 'a-cookie-password-of-32-chars-ok'
const good = { client, redirectUri: 'https://example.com/auth/callback', cookiePassword }
const variables = [
  'WORKOS_REDIRECT_URI',
  'WORKOS_COOKIE_PASSWORD',
  'WORKOS_COOKIE_NAME',
  'WORKOS_COOKIE_DOMAIN',
  'WORKOS_COOKIE_MAX_AGE',
  'WORKOS_COOKIE_SAMESITE',
  'WORKOS_CLIENT_ID',
]

beforeEach(() => {
  for (const name of variables) vi.stubEnv(name, '')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the settings of sign-in', () => {
  it('are the usual ones where nothing is said', () => {
    expect(settingsOf(good)).toMatchObject({
      origin: 'https://example.com',
      signInPath: '/login',
      callbackPath: '/auth/callback',
      signOutPath: '/logout',
      cookie: {
        name: 'wos-session',
        domain: undefined,
        path: '/',
        maxAge: 34_560_000,
        sameSite: 'lax',
        secure: true,
        httpOnly: true,
      },
    })
  })

  it('ask for a secure cookie wherever the application has https', () => {
    expect(settingsOf({ ...good, redirectUri: 'http://localhost:3000/callback' }).cookie.secure).toBe(false)
  })

  it('come from the environment that the authkit frameworks read', () => {
    vi.stubEnv('WORKOS_REDIRECT_URI', 'https://env.example/cb')
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', cookiePassword)
    vi.stubEnv('WORKOS_COOKIE_NAME', 'session')
    vi.stubEnv('WORKOS_COOKIE_DOMAIN', 'env.example')
    vi.stubEnv('WORKOS_COOKIE_MAX_AGE', '3600')
    vi.stubEnv('WORKOS_COOKIE_SAMESITE', 'Strict')
    expect(settingsOf({ client })).toMatchObject({
      redirectUri: 'https://env.example/cb',
      cookiePassword,
      cookie: { name: 'session', domain: 'env.example', maxAge: 3600, sameSite: 'strict' },
    })
  })

  it('are those given, whatever the environment says', () => {
    vi.stubEnv('WORKOS_REDIRECT_URI', 'https://env.example/cb')
    vi.stubEnv('WORKOS_COOKIE_NAME', 'session')
    expect(settingsOf({ ...good, cookie: { name: 'mine' } })).toMatchObject({
      redirectUri: good.redirectUri,
      cookie: { name: 'mine' },
    })
  })

  it('take secrets as such, and several while they are changed', () => {
    const passwords = [new SecretString(cookiePassword), `${cookiePassword}-before`]
    expect(() => settingsOf({ ...good, cookiePassword: passwords })).not.toThrow()
  })

  it.each<[string, unknown]>([
    ['client', { ...good, client: undefined }],
    ['clientId', { ...good, client: new Client({ apiKey: 'sk_test_1', baseUrl: 'http://127.0.0.1:9' }) }],
    ['redirectUri', { ...good, redirectUri: undefined }],
    ['redirectUri', { ...good, redirectUri: '/callback' }],
    ['cookiePassword', { ...good, cookiePassword: undefined }],
    ['cookiePassword', { ...good, cookiePassword: 'short' }],
    ['cookie.name', { ...good, cookie: { name: 'a b' } }],
    ['cookie.name', { ...good, cookie: { name: '__Host-s', domain: 'example.com' } }],
    ['cookie.name', { ...good, cookie: { name: '__Host-s', path: '/app' } }],
    ['cookie.name', { ...good, cookie: { name: '__Secure-s', secure: false } }],
    ['cookie.domain', { ...good, cookie: { domain: 'example.com; Path=/' } }],
    ['cookie.path', { ...good, cookie: { path: 'app' } }],
    ['cookie.path', { ...good, cookie: { path: '/; Secure' } }],
    ['cookie.maxAgeSeconds', { ...good, cookie: { maxAgeSeconds: 0 } }],
    ['cookie.maxAgeSeconds', { ...good, cookie: { maxAgeSeconds: 1.5 } }],
    ['cookie.sameSite', { ...good, cookie: { sameSite: 'loose' } }],
    ['cookie.sameSite', { ...good, cookie: { sameSite: 'none', secure: false } }],
    ['signInPath', { ...good, signInPath: 'login' }],
    ['signOutPath', { ...good, signOutPath: '//logout' }],
    ['signOutReturnTo', { ...good, signOutReturnTo: '/bye' }],
  ])('name %s where it is wrong', (option, options) => {
    const refused = () => settingsOf(options as AuthOptions)
    expect(refused).toThrow(ConfigurationError)
    expect(refused).toThrow(expect.objectContaining({ option }))
  })

  it.each([
    ['WORKOS_REDIRECT_URI', 'callback', { redirectUri: undefined }],
    ['WORKOS_COOKIE_MAX_AGE', 'a year', {}],
    ['WORKOS_COOKIE_SAMESITE', 'loose', {}],
    ['WORKOS_COOKIE_DOMAIN', 'a b', {}],
    ['WORKOS_COOKIE_NAME', 'a b', {}],
  ])('name the variable %s where that is wrong', (variable, value, without) => {
    vi.stubEnv(variable, value)
    expect(() => settingsOf({ ...good, ...without })).toThrow(expect.objectContaining({ option: variable }))
  })
})
