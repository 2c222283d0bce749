import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createOut } from '../framework/output.ts'
import { type ListeningServer, listeningServer } from '../testing/server.ts'
import { temporaryDirectory } from '../testing/spawn.ts'
import { applySeed } from './apply.ts'
import { readSeedFile } from './read.ts'

function file(text: string, name = 'seed.yaml'): string {
  const path = join(temporaryDirectory(), name)
  writeFileSync(path, text)
  return path
}

const problemsOf = (text: string): string[] => {
  try {
    readSeedFile(file(text))
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
  return []
}

async function apply({ url, apiKey }: ListeningServer, text: string): Promise<string> {
  let printed = ''
  const stream = {
    write(line: string) {
      printed += line
    },
  }
  const out = createOut({ stdout: stream, stderr: stream, env: {} }, false)
  const { seed } = readSeedFile(file(text))
  await applySeed({ url, apiKey }, seed, { out, signal: new AbortController().signal })
  return printed
}

const seed = `
organizations:
  - name: Acme
    external_id: acme
    metadata: { costCentre: '7' }
    domains:
      - domain: acme.com
        state: verified
      - Acme.example
  - name: Beta
permissions:
  - { slug: 'posts:read', name: Read posts }
  - { slug: 'posts:write', name: Write posts, description: All of them }
roles:
  - slug: editor
    name: Editor
    permissions: ['posts:read', 'posts:write']
    is_default_role: true
redirect_uris: ['http://localhost:3000/callback']
cors_origins: ['http://localhost:3000/']
webhook_endpoints:
  - endpoint_url: http://localhost:5005/all
  - { endpoint_url: 'http://localhost:5005/some', events: [organization.created], enabled: false }
`

describe('a seed file', () => {
  it('may be JSON', () => {
    const { seed } = readSeedFile(
      file('{"organizations":[{"name":"Acme","domains":["acme.com"]}]}', 'seed.json'),
    )
    expect(seed.organizations?.[0]).toMatchObject({ name: 'Acme', domains: [{ domain: 'acme.com' }] })
  })

  it('may be empty', () => {
    expect(readSeedFile(file('')).seed.organizations).toBeUndefined()
    expect(readSeedFile(file('organizations: []')).seed.organizations).toEqual([])
  })

  it('is told what does not fit in it, by line and path, all at once', () => {
    const problems = problemsOf(`organizations:
  - name: Acme
    domains:
      - domain: acme.com
        state: done
  - external_id: beta
  - name: 7
roles:
  - slug: editor
    name: Editor
    permissions: posts:read
    is_default_role: yes
webhook_endpoints:
  - endpoint_url: localhost:3000
`)
    expect(problems).toEqual([
      'line 5, organizations[0].domains[0].state: must be pending or verified, and is "done"',
      'line 6, organizations[1].name: is missing',
      'line 7, organizations[2].name: must be text, and is 7',
      'line 11, roles[0].permissions: must be a list, and is "posts:read"',
      'line 12, roles[0].is_default_role: must be true or false, and is "yes"',
      'line 14, webhook_endpoints[0].endpoint_url: must be an http or https address, and is "localhost:3000"',
    ])
  })

  it.each([
    ['organisations: []', 'line 1, organisations: is not known; organizations is'],
    [
      'organizations: [{ name: A, external-id: a }]',
      'line 1, organizations[0].external-id: is not known; external_id is',
    ],
    ['organizations: Acme', 'line 1, organizations: must be a list, and is "Acme"'],
    ['organizations: [~]', 'line 1, organizations[0]: must have members, and is empty'],
    ['- name: Acme', ': must have members, and is a list'],
    [
      'permissions: [{ slug: a, name: A }, { slug: a, name: B }]',
      'line 1, permissions[1].slug: is that of permissions[0], too',
    ],
    [
      'organizations: [{ name: A }, { name: A }]',
      'line 1, organizations[1].name: is that of organizations[0], too',
    ],
  ])('%s → %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  it('that is not YAML is refused with the line', () => {
    expect(problemsOf('organizations:\n  - name: "Acme\n')[0]).toMatch(/^line [23]: /)
  })

  it('that is not there is refused', () => {
    expect(() => readSeedFile('/nowhere/seed.yaml')).toThrow('There is no file /nowhere/seed.yaml.')
  })

  it("may be the emulator's: what is not served is named, the rest is taken", () => {
    const { seed, unserved } = readSeedFile(
      file(`
users:
  - { email: alice@acme.com, password: test123 }
organizations:
  - id: org_01ABC
    name: Acme Corp
    domains: [{ domain: acme.com, state: verified }]
    memberships: [{ email: alice@acme.com, role: admin }]
roles:
  - { slug: admin, name: Admin, permissions: ['posts:read'], type: EnvironmentRole, priority: 1 }
permissions:
  - { slug: 'posts:read', name: Read Posts }
webhookEndpoints:
  - { url: 'http://localhost:5005/webhooks', events: [], secret: whsec_test }
connectApplications: [{ name: Backend, organization: Acme Corp }]
apiKeys: { sk_test_ci: { environment: test } }
invitations: []
`),
    )
    expect(seed.organizations).toMatchObject([{ name: 'Acme Corp' }])
    expect(seed.webhook_endpoints).toMatchObject([
      { endpoint_url: 'http://localhost:5005/webhooks', events: [] },
    ])
    expect(unserved.map((line) => line.split(' is left out')[0])).toEqual([
      'users',
      'organizations[0].id',
      'organizations[0].memberships',
      'roles[0].priority',
      'webhookEndpoints[0].secret',
      'connectApplications',
      'apiKeys',
    ])
  })
})

describe('applying a seed', () => {
  it('makes what there is not, and changes nothing when there is nothing to change', async () => {
    const server = await listeningServer()
    const { client } = server
    expect(await apply(server, seed)).toBe('Seed: 9 created, 0 updated, 0 as they were.\n')

    const acme = await client.organizations.getOrganizationByExternalId('acme')
    expect(acme.metadata).toEqual({ costCentre: '7' })
    expect(acme.domains.map(({ domain, state }) => [domain, state]).sort()).toEqual([
      ['acme.com', 'verified'],
      ['acme.example', 'pending'],
    ])
    expect(await client.authorization.getEnvironmentRole('editor')).toMatchObject({
      permissions: ['posts:read', 'posts:write'],
    })
    expect((await client.portico.roles.getDefaultRole()).slug).toBe('editor')
    const endpoints = await client.webhooks.listWebhookEndpoints().toArray()
    const byUrl = new Map(endpoints.map((endpoint) => [endpoint.endpointUrl, endpoint]))
    expect(byUrl.get('http://localhost:5005/all')?.events.length).toBeGreaterThan(50)
    expect(byUrl.get('http://localhost:5005/some')).toMatchObject({
      status: 'disabled',
      events: ['organization.created'],
    })

    const [redirectUri] = await client.userManagement.listRedirectUris().toArray()
    expect(redirectUri).toMatchObject({ uri: 'http://localhost:3000/callback', default: true })
    const [corsOrigin] = await client.userManagement.listCorsOrigins().toArray()
    expect(corsOrigin?.origin).toBe('http://localhost:3000')

    const events = (await server.recorded.events()).length
    expect(await apply(server, seed)).toBe('Seed: 0 created, 0 updated, 9 as they were.\n')
    expect(await server.recorded.events()).toHaveLength(events)
  })

  it('brings what differs in line with the file, and deletes nothing', async () => {
    const server = await listeningServer()
    const { client } = server
    await apply(server, seed)
    const changed = seed
      .replace('name: Acme\n', 'name: Acme Corporation\n')
      .replace("costCentre: '7'", "costCentre: '8'")
      .replace('- Acme.example', '- other.example')
      .replace('name: Read posts', 'name: See posts')
      .replace("['posts:read', 'posts:write']", "['posts:read']")
      .replace('enabled: false', 'enabled: true')
    expect(await apply(server, changed)).toBe('Seed: 0 created, 4 updated, 5 as they were.\n')
    const acme = await client.organizations.getOrganizationByExternalId('acme')
    expect(acme).toMatchObject({ name: 'Acme Corporation', metadata: { costCentre: '8' } })
    expect(acme.domains.map(({ domain }) => domain).sort()).toEqual([
      'acme.com',
      'acme.example',
      'other.example',
    ])
    expect(await client.authorization.getEnvironmentRole('editor')).toMatchObject({
      permissions: ['posts:read'],
    })
  })

  it('stops at what the server refuses, and names the place', async () => {
    const server = await listeningServer()
    const text = `
permissions: [{ slug: 'posts:read', name: Read posts }]
roles: [{ slug: editor, name: Editor, permissions: ['posts:none'] }]`
    await expect(apply(server, text)).rejects.toThrow(
      /^The seed stops at roles\[0\]\. The server refused with 404/,
    )
    expect((await server.client.authorization.listPermissions().toArray()).map(({ slug }) => slug)).toContain(
      'posts:read',
    )
  })
})
