// What a small project does with the package. It is type-checked, and run on each Node that is there.
import { Client, NotFoundError, pkce, SecretString } from '@portico/sdk'
import { createFake, FakeError } from '@portico/sdk/testing'

/**
 * @param {boolean} holds
 * @param {string} what
 */
function require(holds, what) {
  if (!holds) throw new Error(what)
}

const now = '2026-01-15T12:00:00.000Z'
const fake = createFake()
fake.on('organizations.listOrganizations', [
  {
    object: 'organization',
    id: 'org_1',
    name: 'Acme',
    domains: [],
    metadata: {},
    externalId: null,
    createdAt: now,
    updatedAt: now,
  },
])
fake.fail('organizations.getOrganization', { status: 404, message: 'Organization not found.' })

const client = new Client({
  apiKey: 'sk_test_1',
  clientId: 'client_1',
  maxRetries: 0,
  transport: fake.transport,
})
for await (const organization of client.organizations.listOrganizations()) {
  require(organization.name === 'Acme', 'a list is iterated')
}

const missing = await client.organizations.getOrganization('org_2').catch((error) => error)
require(missing instanceof NotFoundError, 'a refusal is an error of its class')

const unanswered = await client.organizations.deleteOrganization('org_2').catch((error) => error)
require(unanswered instanceof FakeError, 'what is not answered is said')

const { codeChallenge } = await pkce.generate()
require(codeChallenge.length === 43, 'there is a Web Crypto')

require(`${new SecretString('hidden')}` === '<redacted>', 'a secret is not printed')
