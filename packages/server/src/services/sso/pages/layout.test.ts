import { beforeAll, describe, expect, it } from 'vitest'
import { createTenant, type TestServer, testServer, visitorOf } from '../../../testing/index.ts'

let world: TestServer

beforeAll(async () => {
  world = await testServer()
})

/** The policy of the page that an environment with the logo shows, where a redirect URI is unknown. */
async function policyWith(logo_url: string): Promise<string[]> {
  const tenant = await createTenant(world.server)
  const { status, text } = await tenant.request('PATCH', '/portico/branding', { body: { logo_url } })
  if (status !== 200) throw new Error(text)
  const query = new URLSearchParams({
    client_id: tenant.clientId,
    redirect_uri: 'https://unknown.example/',
    response_type: 'code',
  })
  const { headers } = await visitorOf(world.server).get(`/sso/authorize?${query}`)
  return String(headers.get('content-security-policy')).split('; ')
}

describe('the images of a hosted page', () => {
  it.each([
    ['https://cdn.acme.com/logo.svg', 'https://cdn.acme.com'],
    ['http://127.0.0.1:8080/logo.svg', 'http://127.0.0.1:8080'],
    ['https://CDN.xn--mnchen-3ya.example/logo.svg', 'https://cdn.xn--mnchen-3ya.example'],
  ])('come from the host of %s', async (url, origin) => {
    expect(await policyWith(url)).toContain(`img-src 'self' ${origin}`)
  })

  it.each([
    'https://a;script-src.example/logo.svg',
    'https://a,b.example/logo.svg',
    'https://*.example/logo.svg',
    "https://a'unsafe-inline'.example/logo.svg",
  ])('come from no host that would say something else in the policy: %s', async (url) => {
    expect(await policyWith(url)).toContain("img-src 'self'")
  })
})
