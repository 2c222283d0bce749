import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client, localDecrypt, localEncrypt, sealSession, signPayload } from '@portico/sdk'
import { WorkOS } from '@workos-inc/node'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
// The same base64 on both sides: what is compared is the rest.
import { decodeBase64, encodeBase64 } from '../../packages/sdk/src/helpers/base64.ts'
import { type Alternated, alternate } from '../alternate.ts'
import type { Figure } from '../report.ts'
import type { Case } from './case.ts'

const official = '@workos-inc/node'

const perSecond = (rate: number) => `${Math.round(rate)}/s`

function figure(name: string, peer: string, compared: Alternated, target: number): Figure {
  return {
    case: name,
    ours: perSecond(compared.oursPerSecond),
    peer: `${perSecond(compared.peerPerSecond)} (${peer})`,
    ratio: compared.ratio,
    target: `>= ${target}`,
    met: compared.ratio >= target,
    details: compared,
  }
}

const cookiePassword = 'a-cookie-password-of-32-chars-ok'
const clientId = 'client_01EHZNVPK3SFK441A1RGBFSHRT'
const sealedCookies = 2_000

/** A sealed session, as each request of a signed-in person brings one. */
export const sdkSession: Case = {
  name: 'sdk-session',
  async run(settings) {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'key_1', alg: 'RS256', use: 'sig' }]
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const accessToken = await new SignJWT({
      sid: 'session_1',
      org_id: 'org_1',
      role: 'admin',
      permissions: [],
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'key_1' })
      .setIssuer('https://api.workos.com/')
      .setSubject('user_1')
      .setIssuedAt()
      .setExpirationTime('1 hour')
      .sign(privateKey)
    const session = {
      accessToken,
      refreshToken: 'refresh',
      user: { object: 'user', id: 'user_1', email: 'ada@acme.com', firstName: 'Ada', metadata: {} },
    }
    const cookies = await Promise.all(
      Array.from({ length: sealedCookies }, () => sealSession(session as never, cookiePassword)),
    )
    const ours = new Client({ apiKey: 'sk_1', clientId, baseUrl: `http://127.0.0.1:${port}` })
    const peer = new WorkOS('sk_1', { clientId, apiHostname: '127.0.0.1', port, https: false })
    // The header of a request is a string of its own.
    const arriving = (n: number) => Buffer.from(cookies[n % sealedCookies] ?? '').toString()
    const authenticate = (workos: Client | WorkOS, next: () => string) => async () => {
      const sealed = workos.userManagement.loadSealedSession({ sessionData: next(), cookiePassword })
      const { authenticated } = await sealed.authenticate()
      if (!authenticated) throw new Error('A good cookie was refused.')
    }
    const cycling = () => {
      let n = 0
      return () => arriving(n++)
    }
    try {
      return [
        figure(
          'SDK: authenticate() a cookie never seen',
          official,
          await alternate(authenticate(ours, cycling()), authenticate(peer, cycling()), settings),
          1.3,
        ),
        figure(
          'SDK: authenticate() a cookie again',
          official,
          await alternate(
            authenticate(ours, () => arriving(0)),
            authenticate(peer, () => arriving(0)),
            settings,
          ),
          10,
        ),
      ]
    } finally {
      server.closeAllConnections()
      server.close()
    }
  },
}

/** A webhook, verified and read. */
export const sdkWebhooks: Case = {
  name: 'sdk-webhooks',
  async run(settings) {
    const secret = 'whsec_bench'
    const payload = JSON.stringify({
      id: 'event_01EHZNVPK3SFK441A1RGBFSHRT',
      event: 'user.created',
      data: {
        object: 'user',
        id: 'user_01EHZNVPK3SFK441A1RGBFSHRT',
        email: 'ada@acme.com',
        email_verified: true,
        first_name: 'Ada',
        last_name: 'Lovelace',
        profile_picture_url: null,
        last_sign_in_at: null,
        external_id: null,
        metadata: {},
        created_at: '2026-01-01T00:00:00.000Z',
        updated_at: '2026-01-01T00:00:00.000Z',
      },
      created_at: '2026-01-01T00:00:00.000Z',
    })
    const sigHeader = await signPayload(payload, secret)
    const ours = new Client({ apiKey: 'sk_1' })
    const peer = new WorkOS('sk_1')
    // The rounds may last longer than a signature is good for.
    const hour = 3600
    const compared = await alternate(
      () => ours.webhooks.constructEvent({ payload, sigHeader, secret, toleranceSeconds: hour }),
      // Its types want the parsed body; the text is what was signed.
      () =>
        peer.webhooks.constructEvent({
          payload: payload as never,
          sigHeader,
          secret,
          tolerance: hour * 1000,
        }),
      settings,
    )
    return [figure('SDK: constructEvent() of a webhook', official, compared, 1.5)]
  },
}

/** Local encryption and decryption, beside what any of it must do: a key to import, a cipher, and the same base64. */
export const sdkVault: Case = {
  name: 'sdk-vault',
  async run(settings) {
    const dataKey = randomBytes(32).toString('base64')
    const encryptedKeys = randomBytes(150).toString('base64')
    const figures: Figure[] = []
    for (const [size, name, target] of [
      [1_000, '1 kB', 0.8],
      [1_000_000, '1 MB', 0.9],
    ] as const) {
      const text = 'abcdefghij'.repeat(size / 10)
      const compared = await alternate(
        async () => localDecrypt(await localEncrypt(text, { dataKey, encryptedKeys }), dataKey),
        () => throughWebCrypto(text, dataKey),
        settings,
      )
      figures.push(figure(`SDK: vault, ${name} sealed and opened`, 'bare Web Crypto', compared, target))
    }
    return figures
  },
}

async function throughWebCrypto(text: string, dataKey: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const key = (use: 'encrypt' | 'decrypt') =>
    crypto.subtle.importKey('raw', decodeBase64(dataKey), 'AES-GCM', false, [use])
  const bytes = new TextEncoder().encode(text)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key('encrypt'), bytes)
  const carried = decodeBase64(encodeBase64(new Uint8Array(sealed)))
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key('decrypt'), carried)
  return new TextDecoder().decode(opened)
}
