import {
  Client,
  constructEvent,
  isNotFound,
  isTimeout,
  localDecrypt,
  localEncrypt,
  PublicClient,
  pkce,
  SecretString,
  sealSession,
  signPayload,
  type Transport,
} from '@portico/sdk'

/**
 * What must work in every runtime, as functions that need nothing but the web platform. They run where they are called:
 * in a worker, a page, a process.
 */
const checks: Record<string, (baseUrl: string) => Promise<unknown>> = {
  async 'reads what it created, through fetch'(baseUrl) {
    const client = new Client({ apiKey: 'sk_test_1', baseUrl })
    const { name } = await client.organizations.createOrganization({ name: 'Ädle & Sons' })
    return name
  },

  async 'walks the pages of a list'(baseUrl) {
    const client = new Client({ apiKey: 'sk_test_1', baseUrl })
    const organizations = await client.organizations.listOrganizations().toArray()
    return organizations.map(({ id }) => id)
  },

  async 'tells a refusal'(baseUrl) {
    const client = new Client({ apiKey: 'sk_test_1', baseUrl })
    return isNotFound(await client.organizations.getOrganization('org_9').catch((error) => error))
  },

  async 'waits no longer than it was told to'(baseUrl) {
    const client = new Client({ apiKey: 'sk_test_1', baseUrl, timeout: 50, maxRetries: 0 })
    return isTimeout(await client.organizations.getOrganization('org_hangs').catch((error) => error))
  },

  async 'follows no redirect with its credential'(baseUrl) {
    const client = new Client({ apiKey: 'sk_test_1', baseUrl, maxRetries: 0 })
    return client.organizations.getOrganization('org_moved').then(
      () => 'followed',
      () => 'refused',
    )
  },

  async 'prints no secret'() {
    const secret = new SecretString('hidden')
    const printed = [`${secret}`, JSON.stringify({ secret }), String(secret)].join()
    return printed.includes('hidden') ? printed : secret.expose()
  },

  async 'makes PKCE pairs'() {
    const { codeVerifier, codeChallenge } = await pkce.generate()
    return (await pkce.generateCodeChallenge(codeVerifier)) === codeChallenge && codeChallenge.length
  },

  async 'signs people in without any secret'(baseUrl) {
    const client = new PublicClient({ clientId: 'client_1', baseUrl })
    const redirectUri = 'https://app.test/callback'
    const link = await client.userManagement.getAuthorizationUrlWithPKCE({ provider: 'authkit', redirectUri })
    const { codeVerifier } = link
    const { user } = await client.userManagement.authenticateWithCodeAndVerifier({
      code: 'code_1',
      codeVerifier,
    })
    return [new URL(link.url).searchParams.get('code_challenge_method'), user.id]
  },

  async 'verifies webhooks'() {
    const payload = JSON.stringify({ id: 'event_1', event: 'tomorrow.happened', data: { some_key: 1 } })
    const sigHeader = await signPayload(payload, 'webhook-secret')
    const event = await constructEvent({ payload, sigHeader, secret: 'webhook-secret' })
    const forged = await constructEvent({ payload, sigHeader, secret: 'another-secret' }).catch(
      () => 'refused',
    )
    return [event.id, forged]
  },

  async 'encrypts and decrypts as the vault does'() {
    const dataKey = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
    const theirs = 'AAECAwQFBgcICQoL3dVDxxw8Mpt5xbGEgeojchJlbmNyeXB0ZWQta2V5LWJsb2IvZ7p3qsW0evgt4w=='
    const key = { dataKey, encryptedKeys: 'ZW5jcnlwdGVkLWtleS1ibG9i' }
    const long = 'ä'.repeat(100_000)
    const forms = [await localEncrypt(long, key), await localEncrypt(long, key, { layout: 'go' })]
    const opened = await Promise.all(forms.map((form) => localDecrypt(form, dataKey)))
    return [await localDecrypt(theirs, dataKey), opened.every((text) => text === long)]
  },

  async 'evaluates feature flags'(baseUrl) {
    const targets = { users: [{ id: 'user_1', enabled: true }], organizations: [] }
    const bootstrapFlags = { beta: { slug: 'beta', enabled: true, default_value: false, targets } }
    const client = new Client({ apiKey: 'sk_test_1', baseUrl })
    const flags = client.featureFlags.createRuntimeClient({ bootstrapFlags })
    await flags.waitUntilReady({ timeoutMs: 1_000 })
    const answers = [flags.isEnabled('beta', { userId: 'user_1' }), flags.isEnabled('beta')]
    flags.close()
    return answers
  },

  async 'sends audit log events by the batch'() {
    const keys = new Set<string | undefined>()
    const transport: Transport = async (_, { headers }) => {
      keys.add(headers['idempotency-key'])
      return Response.json({ success: true }, { status: 201 })
    }
    const client = new Client({ apiKey: 'sk_test_1', transport })
    const failures: unknown[] = []
    const batcher = client.auditLogs.createBatcher({ onError: ({ error }) => failures.push(error) })
    const actor = { id: 'user_1', type: 'user' }
    const event = {
      action: 'a',
      occurredAt: '2026-01-01T00:00:00Z',
      actor,
      targets: [],
      context: { location: '' },
    }
    for (let n = 0; n < 3; n++) batcher.add({ organizationId: 'org_1', event })
    await batcher.close()
    return [keys.size, failures.length]
  },

  async 'opens a sealed session and verifies its token'(baseUrl) {
    const { accessToken, transport } = await signedIn()
    const client = new Client({ apiKey: 'sk_test_1', clientId: 'client_1', baseUrl, transport })
    const cookiePassword = 'a-cookie-password-of-32-characters'
    const user = { id: 'user_1', email: 'ada@example.com' }
    const sessionData = await sealSession(
      { accessToken, refreshToken: 'refresh', user } as never,
      cookiePassword,
    )
    const session = client.userManagement.loadSealedSession({ sessionData, cookiePassword })
    const result = await session.authenticate()
    return result.authenticated ? result.sessionId : result.reason
  },
}

/** An access token that an issuer signed, and the transport that knows the issuer's keys. */
async function signedIn(): Promise<{ accessToken: string; transport: Transport }> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
  const keys = await crypto.subtle.generateKey({ ...algorithm, ...size }, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey)
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: 'user_1', sid: 'session_1', iat: now, exp: now + 300 }
  const signed = `${base64Url({ alg: 'RS256', kid: 'key_1' })}.${base64Url(claims)}`
  const signature = await crypto.subtle.sign(algorithm, keys.privateKey, new TextEncoder().encode(signed))
  const accessToken = `${signed}.${base64Url(String.fromCharCode(...new Uint8Array(signature)))}`
  const keySet = { keys: [{ ...jwk, kid: 'key_1', alg: 'RS256', use: 'sig' }] }
  const transport: Transport = (url, init) =>
    url.includes('/sso/jwks/') ? Promise.resolve(Response.json(keySet)) : fetch(url, init)
  return { accessToken, transport }
}

function base64Url(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What every check comes to; an error is its text. */
export async function runChecks(baseUrl: string): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {}
  for (const [name, check] of Object.entries(checks)) {
    results[name] = await check(baseUrl).catch((error) => `failed: ${error}`)
  }
  return results
}

/** What every check must come to. */
export const expected: Record<string, unknown> = {
  'reads what it created, through fetch': 'Ädle & Sons',
  'walks the pages of a list': ['org_1', 'org_2', 'org_3'],
  'tells a refusal': true,
  'waits no longer than it was told to': true,
  'follows no redirect with its credential': 'refused',
  'prints no secret': 'hidden',
  'makes PKCE pairs': 43,
  'signs people in without any secret': ['S256', 'user_1'],
  'verifies webhooks': ['event_1', 'refused'],
  'encrypts and decrypts as the vault does': ['hello vault', true],
  'evaluates feature flags': [true, false],
  'sends audit log events by the batch': [3, 0],
  'opens a sealed session and verifies its token': 'session_1',
}
