import { beforeAll, describe, expect, it } from 'vitest'
import { type SamlTenant, samlTenant, type TestServer, testServer } from '../../../testing/index.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

describe('a sign-in that the application asked for', () => {
  it('sends the person back with a code for their profile', async () => {
    const { status, location } = await acme.signIn(undefined, {
      parameters: { state: 'where-they-were' },
      attributes: { id: 'u-1', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' },
    })
    expect(status).toBe(302)
    expect(location?.href).toMatch(/^https:\/\/app\.example\/callback\?code=\w+&state=where-they-were$/)
  })
})
