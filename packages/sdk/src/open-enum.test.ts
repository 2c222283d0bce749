import { expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import * as enums from './generated/enums.ts'
import { exposeAll, isKnown } from './index.ts'

const { organizationDomainState } = enums

it('a value of a later version is read as it came, and told from the known ones', async () => {
  const domain = { id: 'org_domain_1', state: 'of_tomorrow', verification_strategy: 'dns' }
  const { client } = await testPeer(() => ({ json: domain }))
  const { state, verificationStrategy } =
    await client.organizationDomains.getOrganizationDomain('org_domain_1')
  expect(state).toBe('of_tomorrow')
  expect(isKnown(organizationDomainState, state)).toBe(false)
  expect(isKnown(enums.organizationDomainVerificationStrategy, verificationStrategy)).toBe(true)
})

it('it survives being stored, and being sent back', async () => {
  const { client, received } = await testPeer(() => ({ json: { id: 'conn_1', state: 'of_tomorrow' } }))
  const stored = JSON.parse(JSON.stringify(exposeAll(await client.sso.getConnection('conn_1'))))
  expect(stored.state).toBe('of_tomorrow')
  await client.organizations.createOrganization({
    name: 'Acme',
    domainData: [{ domain: 'acme.com', state: stored.state }],
  })
  expect(JSON.parse(received[1]?.body ?? '').domain_data[0].state).toBe('of_tomorrow')
})

it('nothing, and what only looks like a value, is not known', () => {
  for (const value of [null, undefined, '', 'toString', 'Verified', 'verified '])
    expect(isKnown(organizationDomainState, value)).toBe(false)
})

it('each list of known values holds some, each once', () => {
  for (const [name, values] of Object.entries(enums)) {
    expect(values.length, name).toBeGreaterThan(1)
    expect(new Set(values).size, name).toBe(values.length)
  }
})
