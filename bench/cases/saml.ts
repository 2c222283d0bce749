import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { selfSignedCertificate } from '../certificate.ts'
import { ask, form, jsonOf, locationOf } from '../http.ts'
import { median, quantile } from '../load.ts'
import { start } from '../processes.ts'
import { type Figure, skipped } from '../report.ts'
import { type IdentityProvider, issueResponse, readRequest } from '../saml-idp.ts'
import { type Portico, startPortico } from '../servers.ts'
import type { Case, Settings } from './case.ts'

const target = 2
const redirectUri = 'http://localhost:3000/callback'
const spEntityOfPeer = 'https://jackson.example'

/** A whole sign-in of somebody: throws when it does not end with their profile. */
type SignIn = (person: { email: string; id: string }) => Promise<void>

/** Complete sign-ins through SAML, from the application's link to the profile, against another bridge doing the same. */
export const saml: Case = {
  name: 'saml',
  async run(settings) {
    if (!existsSync(new URL('../peers/node_modules/@boxyhq/saml-jackson', import.meta.url))) {
      return [skipped('saml', 'the peer is not installed: npm ci --prefix bench/peers')]
    }
    const idp = await identityProvider()
    const portico = await startPortico()
    const peer = await startJackson(portico, idp)
    try {
      const ours = await porticoSignIn(portico, idp)
      const theirs = jacksonSignIn(peer.ready, idp)
      return [await compare(ours, theirs, settings)]
    } finally {
      await peer.stop()
      await portico.stop()
    }
  },
}

export async function identityProvider(): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = await selfSignedCertificate(privateKey)
  return {
    entityId: 'https://idp.acme.example/entity',
    privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    certificateBase64: new X509Certificate(certificate).raw.toString('base64'),
  }
}

/** The sign-in of Portico: five requests, of which one is the bounce that a browser makes behind a cross-site post. */
export async function porticoSignIn({ ready }: Portico, idp: IdentityProvider): Promise<SignIn> {
  const { url, apiKey } = ready
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const api = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const answer = await ask(method, `${url}${path}`, {
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body) as T
  }
  const organization = await api<{ id: string }>('POST', '/organizations', {
    name: 'Bench',
    domain_data: [{ domain: 'bench.example', state: 'verified' }],
  })
  const connection = await api<{ id: string }>('POST', '/connections', {
    organization_id: organization.id,
    connection_type: 'OktaSAML',
    saml_options: {
      idp_sso_url: 'https://idp.acme.example/sso',
      idp_entity_id: idp.entityId,
      idp_signing_certs: [
        `-----BEGIN CERTIFICATE-----\n${idp.certificateBase64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
      ],
    },
  })
  const registered = await ask('POST', `${url}/user_management/redirect_uris`, {
    headers,
    body: JSON.stringify({ uri: redirectUri }),
  })
  if (registered.status > 299 && !registered.body.includes('exists')) throw new Error(registered.body)
  const clientId =
    (await api<{ data: { client_id: string }[] }>('GET', '/portico/applications')).data[0]?.client_id ?? ''
  const link = `${url}/sso/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', connection: connection.id, state: 'x' })}`
  const host = new URL(url).host
  // Addresses in messages are those of the public URL, which resolves to two addresses; one is listened on.
  const reachable = (address: string) => {
    const found = new URL(address)
    found.host = host
    return found.href
  }
  return async (person) => {
    const begun = await ask('GET', link)
    const request = readRequest(locationOf(begun))
    const body = new URLSearchParams({
      SAMLResponse: issueResponse(idp, request, person),
      RelayState: request.relayState,
    }).toString()
    let answer = await ask('POST', reachable(request.acsUrl), { headers: form, body })
    let location = locationOf(answer)
    if (!location.startsWith(redirectUri)) {
      answer = await ask('GET', reachable(location), { headers: { cookie: begun.cookies.join('; ') } })
      location = locationOf(answer)
    }
    const code = new URL(location).searchParams.get('code') ?? ''
    const redeemed = await ask('POST', `${url}/sso/token`, {
      headers: form,
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: apiKey,
        grant_type: 'authorization_code',
        code,
      }).toString(),
    })
    const { access_token } = jsonOf<{ access_token: string }>(redeemed)
    const profile = jsonOf<{ email: string }>(
      await ask('GET', `${url}/sso/profile`, { headers: { authorization: `Bearer ${access_token}` } }),
    )
    if (profile.email !== person.email) throw new Error(`Signed in as ${profile.email}.`)
  }
}

type Jackson = { url: string; clientId: string; clientSecret: string }

async function startJackson({ ready: { database } }: Portico, idp: IdentityProvider) {
  const { host, port, username, password } = database
  const metadata =
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${idp.entityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
    `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${idp.certificateBase64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>` +
    '<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.acme.example/sso"/></IDPSSODescriptor></EntityDescriptor>'
  const { default: postgres } = await import('postgres')
  const admin = postgres({ ...database, max: 1, onnotice: () => {} })
  await admin.unsafe('create database jackson')
  await admin.end()
  const databaseUrl = `postgres://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/jackson`
  return start<Jackson>(new URL('../peers/jackson.ts', import.meta.url), {
    env: { NODE_ENV: 'production', BENCH_PEER: JSON.stringify({ databaseUrl, metadata, redirectUri }) },
  })
}

/** The sign-in of the peer: the same requests without the bounce, since it does not bind responses to browsers. */
function jacksonSignIn({ url, clientId, clientSecret }: Jackson, idp: IdentityProvider): SignIn {
  const link = `${url}/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', state: 'x', code_challenge: '', code_challenge_method: '' })}`
  return async (person) => {
    const request = readRequest(locationOf(await ask('GET', link)))
    const body = new URLSearchParams({
      SAMLResponse: issueResponse(idp, { ...request, issuer: spEntityOfPeer }, person),
      RelayState: request.relayState,
    }).toString()
    const location = locationOf(await ask('POST', `${url}/acs`, { headers: form, body }))
    const code = new URL(location).searchParams.get('code') ?? ''
    const redeemed = await ask('POST', `${url}/token`, {
      headers: form,
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        grant_type: 'authorization_code',
        code,
      }).toString(),
    })
    const { access_token } = jsonOf<{ access_token: string }>(redeemed)
    const profile = jsonOf<{ email: string }>(
      await ask('GET', `${url}/userinfo`, { headers: { authorization: `Bearer ${access_token}` } }),
    )
    if (profile.email !== person.email) throw new Error(`Signed in as ${profile.email}.`)
  }
}

type Round = { perSecond: number; p50Ms: number; p99Ms: number }

async function compare(ours: SignIn, peer: SignIn, settings: Settings): Promise<Figure> {
  const { rounds, roundSeconds, warmUpSeconds } = settings
  for (const side of [ours, peer]) await measure(side, warmUpSeconds, settings.connections)
  const measured: { ours: Round; peer: Round }[] = []
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0
    const first = await measure(oursFirst ? ours : peer, roundSeconds, settings.connections)
    const second = await measure(oursFirst ? peer : ours, roundSeconds, settings.connections)
    measured.push(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first })
  }
  const ratio = median(measured.map((round) => round.ours.perSecond / round.peer.perSecond))
  const describe = (side: 'ours' | 'peer') => {
    const of = (name: keyof Round) => median(measured.map((round) => round[side][name]))
    return `${Math.round(of('perSecond'))}/s  p50 ${of('p50Ms').toFixed(1)}  p99 ${of('p99Ms').toFixed(1)} ms`
  }
  return {
    case: 'complete SAML sign-ins, against saml-jackson',
    ours: describe('ours'),
    peer: describe('peer'),
    ratio,
    target: `>= ${target}`,
    met: ratio >= target,
    details: measured,
  }
}

let people = 0

/** One round: as many people sign in at once as there are connections. */
export async function measure(signIn: SignIn, seconds: number, connections: number): Promise<Round> {
  const latencies: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  const browse = async () => {
    while (performance.now() < until) {
      const id = String(people++ % 1000)
      const started = performance.now()
      await signIn({ id, email: `person${id}@bench.example` })
      latencies.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: connections }, browse))
  const elapsedSeconds = (performance.now() - begun) / 1000
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / elapsedSeconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  }
}
