import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** An OpenID provider that somebody else wrote: the certified npm package `oidc-provider`. */
export type ForeignOidcIdp = {
  issuer: string
  discoveryEndpoint: string
  /** Registers the one client that it has. */
  register(client: Record<string, unknown>): void
  /** A browser at the provider, where whoever signs in is Ada, and agrees to everything. */
  browser(): ForeignBrowser
  close(): Promise<void>
}

export type ForeignBrowser = {
  /** Goes there, and on as far as it leads within the provider. @returns where it leads from there, or the page */
  visit(url: URL): Promise<{ location: URL | null; text: string }>
  /** Signs out at the provider, of whatever it is signed in to. @returns where that leads, or the page */
  signOut(url: URL): Promise<{ location: URL | null; text: string }>
}

const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
}

const claims = {
  email: 'ada@acme.example',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lovelace',
  name: 'Ada Lovelace',
}

/** Carries what the provider sends to its clients. It refuses loopback itself, as it should. */
export type Deliver = (url: string, form: string) => Promise<Response>

/** Starts it on loopback. Whoever starts it closes it. */
export async function foreignOidcIdp(deliver: Deliver): Promise<ForeignOidcIdp> {
  // There has to be one before its client is known: that is told the address of the connection.
  let registered: Provider | undefined
  const current = () => (registered ??= new Provider(issuer, configurationFor(nobody, deliver)))
  const server = createServer((request, response) =>
    request.url?.startsWith('/interaction/')
      ? interact(current(), request, response)
      : current().callback()(request, response),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    discoveryEndpoint: `${issuer}/.well-known/openid-configuration`,
    register(client) {
      registered = new Provider(issuer, configurationFor(client, deliver))
    },
    browser: () => browserAt(issuer),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const nobody = { client_id: 'nobody', client_secret: 'none', redirect_uris: ['https://nobody.example'] }

const configurationFor = (client: Record<string, unknown>, deliver: Deliver) => ({
  clients: [client],
  claims: {
    openid: ['sub', 'sid'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name'],
  },
  findAccount: (_: unknown, accountId: string) => ({
    accountId,
    claims: () => ({ sub: accountId, ...claims }),
  }),
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  fetch: (url: string | URL, { body }: { body: URLSearchParams }) => deliver(String(url), String(body)),
  jwks: { keys: [signingKey] },
  pkce: { required: () => true },
  cookies: { keys: ['a key of the test'] },
})

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'ada-1' } })
  }
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: params.client_id })
  grant.addOIDCScope('openid profile email')
  const result = { consent: { grantId: await grant.save() } }
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
}

function browserAt(issuer: string): ForeignBrowser {
  const cookies = new Map<string, string>()

  async function request(url: URL, form?: URLSearchParams): Promise<Response> {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return response
  }

  async function follow(response: Response, from: URL) {
    let [current, answer] = [from, response]
    for (let hops = 0; hops < 10; hops++) {
      const location = answer.headers.get('location')
      if (location === null) return { location: null, text: await answer.text() }
      current = new URL(location, current)
      if (current.origin !== issuer) return { location: current, text: '' }
      answer = await request(current)
    }
    throw new Error('The provider goes around in circles.')
  }

  const visit = async (url: URL) => follow(await request(url), url)
  return {
    visit,
    async signOut(url) {
      const { text } = await visit(url)
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
      const confirm = new URL('/session/end/confirm', issuer)
      return follow(await request(confirm, new URLSearchParams({ xsrf, logout: 'yes' })), confirm)
    },
  }
}
