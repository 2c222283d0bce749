import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from '../../src/index.ts'
import { type ContractPeer, startContractPeer } from './index.ts'

const cookiePassword = 'a-cookie-password-of-32-chars-ok'
let peer: ContractPeer
let client: Client

beforeAll(async () => {
  peer = await startContractPeer()
  client = new Client({ apiKey: 'sk_1', clientId: 'client_1', baseUrl: peer.baseUrl, maxRetries: 0 })
})
afterAll(() => peer?.close())

describe('the peer that answers by the contract', () => {
  it('answers what the contract says, and has nothing to object to a good request', async () => {
    const organization = await client.organizations.createOrganization({ name: 'Acme' })
    expect(organization).toMatchObject({ object: 'organization', id: expect.stringMatching(/^org_/) })
    expect(peer.takeComplaints()).toEqual([])
  })

  it('objects to a body that does not fit, and refuses it', async () => {
    const call = client.organizations.createOrganization({ name: 1 as never })
    await expect(call).rejects.toMatchObject({ status: 422 })
    expect(peer.takeComplaints()).toEqual(['organizations.createOrganization: /name must be string'])
  })

  it('objects to a parameter that the operation does not take', async () => {
    const params: object = { colour: 'green' }
    await expect(client.organizations.listOrganizations(params)).rejects.toMatchObject({ status: 422 })
    expect(peer.takeComplaints()).toEqual(["organizations.listOrganizations: takes no 'colour' in the query"])
  })

  it('objects to a call without a key, and to a route that is none', async () => {
    await fetch(`${peer.baseUrl}/organizations`)
    await fetch(`${peer.baseUrl}/organisations`)
    expect(peer.takeComplaints()).toEqual([
      'organizations.listOrganizations: is called with an API key',
      'there is no GET /organisations',
    ])
  })

  it('does not find what is called missing', async () => {
    await expect(client.organizations.getOrganization('org_missing')).rejects.toMatchObject({ status: 404 })
  })

  it('signs people in with tokens that its keys verify, and refreshes them', async () => {
    const { sealedSession } = await client.userManagement.authenticateWithCode({
      code: 'code',
      session: { sealSession: true, cookiePassword },
    })
    const session = client.userManagement.loadSealedSession({ sessionData: sealedSession, cookiePassword })
    expect(await session.authenticate()).toMatchObject({ authenticated: true, sessionId: 'session_1' })
    expect(await session.refresh()).toMatchObject({ authenticated: true })
  })
})
