import { createPublicKey } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ForeignIdpOptions, startForeignIdp } from '../../../testing/foreign-saml-idp.ts'
import {
  createTenant,
  newSamlKey,
  type SamlKey,
  type SamlTenant,
  samlIdp,
  samlTenant,
  type TestServer,
  testServer,
} from '../../../testing/index.ts'

let world: TestServer
let theirs: SamlKey
let ours: SamlKey

beforeAll(async () => {
  world = await testServer()
  theirs = await newSamlKey()
  ours = await newSamlKey()
})

const ourPair = () => ({
  key: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  cert: ours.certificate,
})

const issuer = 'urn:of-somebody-else'
const user = {
  id: 'auth0|ada',
  displayName: 'Ada Lovelace',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ value: 'ada@acme.example' }],
}

async function connectionTo(
  options: ForeignIdpOptions,
  samlOptions: Record<string, unknown> = {},
): Promise<SamlTenant> {
  const ssoUrl = await startForeignIdp(theirs, { issuer, user, options })
  const idp = { ...(await samlIdp()), ...theirs, entityId: issuer, ssoUrl }
  const tenant = await createTenant(world.server)
  return samlTenant(world.server, tenant, { idp, type: 'Auth0SAML', samlOptions })
}

/** Signs Ada in there, and takes what comes back. */
async function signInThere(acme: SamlTenant): Promise<string> {
  const visitor = acme.visitor()
  const { url } = await acme.begin(visitor)
  const page = await (await fetch(url)).text()
  const field = (name: string) => new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? page
  const form = { SAMLResponse: field('SAMLResponse'), RelayState: field('RelayState') }
  const { location, text } = await acme.post(visitor, form)
  return location?.searchParams.get('code') ?? (await acme.logged()).error_message ?? text
}

async function profileOf({ tenant }: SamlTenant, code: string): Promise<unknown> {
  const { clientId: client_id, apiKey: client_secret } = tenant
  const body = { client_id, client_secret, grant_type: 'authorization_code', code }
  const answer = await tenant.request('POST', '/sso/token', { body })
  return answer.body
}

describe('an identity provider that others wrote', () => {
  it.each<[string, ForeignIdpOptions]>([
    ['signs the assertion', {}],
    ['signs the response and the assertion', { signResponse: true }],
    ['writes signatures with a prefix', { signResponse: true, signatureNamespacePrefix: 'ds' }],
  ])('reads our request, and is understood when it %s', async (_, options) => {
    const acme = await connectionTo(options)
    expect(await profileOf(acme, await signInThere(acme))).toMatchObject({
      profile: {
        connection_id: acme.connectionId,
        idp_id: 'auth0|ada',
        email: 'ada@acme.example',
        first_name: 'Ada',
        last_name: 'Lovelace',
      },
    })
  })

  it('verifies our signature', async () => {
    const signingCert = ours.certificate
    const signed = await connectionTo({ signingCert }, { sp_signing_key_pair: ourPair() })
    expect(await signInThere(signed)).toMatch(/^\w+$/)
    const unsigned = await connectionTo({ signingCert })
    const { url } = await unsigned.begin(unsigned.visitor())
    expect((await fetch(url)).status).toBe(500)
  })

  it('encrypts for us', async () => {
    const encryptionPublicKey = createPublicKey(ours.privateKey)
      .export({ type: 'spki', format: 'pem' })
      .toString()
    const encryption = { encryptionCert: ours.certificate, encryptionPublicKey }
    const acme = await connectionTo(encryption, { sp_encryption_key_pairs: [ourPair()] })
    expect(await signInThere(acme)).toMatch(/^\w+$/)
  })
})
