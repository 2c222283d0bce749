import { expect, it } from 'vitest'
import { testPeer } from '../../test/peer.ts'

it.each([
  ['createOAuthApplication', { name: 'App', isFirstParty: true }, 'oauth'],
  ['createM2MApplication', { name: 'Job', organizationId: 'org_1' }, 'm2m'],
] as const)('%s creates an application of its type', async (method, params, type) => {
  const { client, received } = await testPeer(() => ({ json: { id: 'conn_app_1', application_type: type } }))
  const create = client.connect[method].bind(client.connect) as (given: object) => Promise<object>
  expect(await create(params)).toEqual({ id: 'conn_app_1', applicationType: type })
  expect([received[0]?.method, received[0]?.url.pathname]).toEqual(['POST', '/connect/applications'])
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ application_type: type, name: params.name })
})
