import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'

describe('createOrganization', () => {
  it('creates an organization with its domains, and records an event for each', async () => {
    const { client, recorded } = await testServer()
    const organization = await client.organizations.createOrganization({
      name: 'Acme',
      domainData: [
        { domain: 'Acme.com', state: 'pending' },
        { domain: 'acme.org', state: 'verified' },
      ],
      metadata: { tier: 'gold' },
      externalId: 'acme',
    })
    expect(organization).toMatchObject({ name: 'Acme', metadata: { tier: 'gold' }, externalId: 'acme' })
    expect(organization.domains.map(({ domain, state }) => [domain, state])).toEqual([
      ['acme.com', 'pending'],
      ['acme.org', 'verified'],
    ])
    expect(await client.organizations.getOrganization(organization.id)).toEqual(organization)
    expect(await recorded.events()).toEqual([
      'organization.created',
      'organization_domain.created',
      'organization_domain.created',
      'organization_domain.verified',
    ])
  })

  it('refuses an external ID taken in this environment, and records no event', async () => {
    const { client, recorded, other } = await testServer()
    await client.organizations.createOrganization({ name: 'First', externalId: 'acme' })
    await expect(
      client.organizations.createOrganization({ name: 'Second', externalId: 'acme' }),
    ).rejects.toMatchObject({ status: 400, code: 'external_id_already_used' })
    expect(await recorded.events()).toEqual(['organization.created'])
    await other.client.organizations.createOrganization({ name: 'Elsewhere', externalId: 'acme' })
  })
})
