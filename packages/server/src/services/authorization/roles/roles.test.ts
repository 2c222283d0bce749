import { describe, expect, it } from 'vitest'
import { type TestServer, testServer } from '../../../testing/index.ts'

const widgets = [
  'widgets:api-keys:manage',
  'widgets:audit-log-streaming:manage',
  'widgets:domain-verification:manage',
  'widgets:dsync:manage',
  'widgets:pipes:manage',
  'widgets:sso:manage',
  'widgets:users-table:manage',
]

const slugsInOrder = async ({ client }: Pick<TestServer, 'client'>) =>
  (await client.authorization.listEnvironmentRoles()).data.map(({ slug }) => slug)

/** A server whose environment knows the permissions, and nothing of their creation. */
async function serverWithPermissions(...slugs: string[]) {
  const tenant = await testServer()
  for (const slug of slugs) await tenant.client.authorization.createPermission({ slug, name: slug })
  await tenant.server.kernel.database.sql`delete from events where environment_id = ${tenant.environment.id}`
  return tenant
}

describe('a new environment', () => {
  it('has the role admin with every widget permission, above member, which is the default', async () => {
    const { client, recorded } = await testServer()
    const [admin, member, ...others] = (await client.authorization.listEnvironmentRoles()).data
    expect(others).toEqual([])
    expect(admin).toMatchObject({
      object: 'role',
      id: expect.stringMatching(/^role_/),
      slug: 'admin',
      type: 'EnvironmentRole',
      resourceTypeSlug: 'organization',
      permissions: widgets,
    })
    expect(member).toMatchObject({ slug: 'member', permissions: [] })
    expect(await client.portico.roles.getDefaultRole()).toEqual(member)
    expect(await recorded.events()).toEqual([])
  })

  it('goes as a whole, its roles and permissions with it', async () => {
    const { server, environment, client } = await testServer()
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await client.authorization.createPermission({ slug: 'p', name: 'P', resourceTypeSlug: 'project' })
    await client.authorization.addEnvironmentRolePermission('member', { slug: 'p' })
    const { sql } = server.kernel.database
    await sql`delete from events where environment_id = ${environment.id}`
    await sql`delete from environments where id = ${environment.id}`
    expect(await sql`select true from roles where environment_id = ${environment.id}`).toEqual([])
  })
})

describe('listEnvironmentRoles', () => {
  it('answers a list without cursors, as official clients expect', async () => {
    const { request } = await testServer()
    const { status, body } = await request('GET', '/authorization/roles')
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['object', 'data'])
  })
})

describe('createEnvironmentRole', () => {
  it('creates the role at the lowest priority, and records the fields of the event alone', async () => {
    const { client, recorded, environment } = await testServer()
    const role = await client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    expect(role).toMatchObject({
      slug: 'editor',
      name: 'Editor',
      description: null,
      type: 'EnvironmentRole',
      resourceTypeSlug: 'organization',
      permissions: [],
    })
    expect(await client.authorization.getEnvironmentRole('editor')).toEqual(role)
    expect(await slugsInOrder({ client })).toEqual(['admin', 'member', 'editor'])
    const [event] = await recorded.eventsInFull()
    expect(event).toMatchObject({ event: 'role.created', context: { actor: { source: 'api' } } })
    expect(event?.data).toEqual({
      object: 'role',
      slug: 'editor',
      resource_type_slug: 'organization',
      permissions: [],
      created_at: role.createdAt,
      updated_at: role.updatedAt,
    })
    expect(environment.id).toMatch(/^environment_/)
  })

  it('takes the longest slug, name and description, and a resource type', async () => {
    const { client } = await testServer()
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    const params = {
      slug: 'a'.repeat(48),
      name: 'n'.repeat(48),
      description: 'd'.repeat(150),
      resourceTypeSlug: 'project',
    }
    expect(await client.authorization.createEnvironmentRole(params)).toMatchObject(params)
  })

  it('refuses a slug that is taken, and records no event', async () => {
    const { client, recorded, other } = await testServer()
    await expect(
      client.authorization.createEnvironmentRole({ slug: 'member', name: 'Again' }),
    ).rejects.toMatchObject({ status: 409, code: 'role_slug_conflict' })
    expect(await recorded.events()).toEqual([])
    await client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Elsewhere' })
  })

  it('refuses a resource type that the environment does not have', async () => {
    const { client, other } = await testServer()
    await other.client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await expect(
      client.authorization.createEnvironmentRole({ slug: 'x', name: 'X', resourceTypeSlug: 'project' }),
    ).rejects.toMatchObject({ status: 404, message: "Resource type not found: 'project'." })
  })

  it.each([
    [{}, ['slug', 'name']],
    [{ slug: 'a', name: '' }, ['name']],
    [{ slug: '', name: 'A' }, ['slug']],
    [{ slug: 'Editor', name: 'A' }, ['slug']],
    [{ slug: 'a b', name: 'A' }, ['slug']],
    [{ slug: 'a\n', name: 'A' }, ['slug']],
    [{ slug: 'a/b', name: 'A' }, ['slug']],
    [{ slug: 'a:b', name: 'A' }, ['slug']],
    [{ slug: 'a'.repeat(49), name: 'A' }, ['slug']],
    [{ slug: 'a', name: 'n'.repeat(49) }, ['name']],
    [{ slug: 'a', name: null }, ['name']],
    [{ slug: 'a', name: 'A', description: 'd'.repeat(151) }, ['description']],
    [{ slug: 1, name: 'A' }, ['slug']],
  ])('refuses %j, and names the members', async (body, fields) => {
    const { request, recorded } = await testServer()
    const answer = await request('POST', '/authorization/roles', { body })
    expect(answer.status).toBe(422)
    const { errors } = answer.body as { errors: { field: string }[] }
    expect(errors.map(({ field }) => field)).toEqual(fields)
    expect(await recorded.events()).toEqual([])
  })

  it('lets one of two creations of a slug win, and refuses the other', async () => {
    const { client, recorded } = await testServer()
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' }),
      ),
    )
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
    expect(refusals.map(({ status, code }) => [status, code])).toEqual(
      Array(3).fill([409, 'role_slug_conflict']),
    )
    expect(await recorded.events()).toEqual(['role.created'])
  })
})

describe('getEnvironmentRole', () => {
  it('does not know the roles of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await expect(client.authorization.getEnvironmentRole('editor')).rejects.toMatchObject({
      status: 404,
      message: "Role not found: 'editor'.",
    })
  })
})

describe('updateEnvironmentRole', () => {
  it('changes what is given, keeps what is absent, and clears what is null', async () => {
    const { client, recorded } = await testServer()
    await client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor', description: 'Edits' })
    const renamed = await client.authorization.updateEnvironmentRole('editor', { name: 'Author' })
    expect(renamed).toMatchObject({ name: 'Author', description: 'Edits' })
    const cleared = await client.authorization.updateEnvironmentRole('editor', { description: null })
    expect(cleared).toMatchObject({ name: 'Author', description: null })
    expect(await client.authorization.getEnvironmentRole('editor')).toEqual(cleared)
    const [, first, second] = await recorded.eventsInFull()
    expect(first).toMatchObject({
      event: 'role.updated',
      context: { previous_attributes: { name: 'Editor' } },
    })
    expect(second).toMatchObject({ context: { previous_attributes: { description: 'Edits' } } })
  })

  it('takes a change that changes nothing for none', async () => {
    const { client, recorded } = await testServer()
    const member = await client.authorization.getEnvironmentRole('member')
    expect(await client.authorization.updateEnvironmentRole('member', { name: 'Member' })).toEqual(member)
    expect(await client.authorization.updateEnvironmentRole('member')).toEqual(member)
    expect(await recorded.events()).toEqual([])
  })

  it('does not know the roles of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await expect(
      client.authorization.updateEnvironmentRole('editor', { name: 'Mine' }),
    ).rejects.toMatchObject({
      status: 404,
    })
  })

  it('refuses a name that is null', async () => {
    const { request } = await testServer()
    const answer = await request('PATCH', '/authorization/roles/member', { body: { name: null } })
    expect(answer.status).toBe(422)
  })
})

describe('setEnvironmentRolePermissions', () => {
  it('makes the role grant exactly these permissions, each once', async () => {
    const { client, recorded } = await serverWithPermissions('b:read', 'a:read', 'c:*')
    const before = await client.authorization.setEnvironmentRolePermissions('member', {
      permissions: ['c:*', 'a:read'],
    })
    expect(before.permissions).toEqual(['a:read', 'c:*'])
    const after = await client.authorization.setEnvironmentRolePermissions('member', {
      permissions: ['b:read', 'a:read', 'b:read'],
    })
    expect(after.permissions).toEqual(['a:read', 'b:read'])
    expect(await client.authorization.getEnvironmentRole('member')).toEqual(after)
    const [, event] = await recorded.eventsInFull()
    expect(event).toMatchObject({
      event: 'role.updated',
      data: { slug: 'member', permissions: ['a:read', 'b:read'] },
      context: { previous_attributes: { permissions: ['a:read', 'c:*'] } },
    })
    const none = await client.authorization.setEnvironmentRolePermissions('member', { permissions: [] })
    expect(none.permissions).toEqual([])
  })

  it('records nothing when the set stays as it is', async () => {
    const { client, recorded } = await testServer()
    const admin = await client.authorization.getEnvironmentRole('admin')
    const permissions = admin.permissions.toReversed()
    expect(await client.authorization.setEnvironmentRolePermissions('admin', { permissions })).toEqual(admin)
    expect(await recorded.events()).toEqual([])
  })

  it('refuses a permission that does not exist here, and changes nothing', async () => {
    const { client, recorded, other } = await serverWithPermissions('a:read')
    await other.client.authorization.createPermission({ slug: 'b:read', name: 'B' })
    await expect(
      client.authorization.setEnvironmentRolePermissions('admin', { permissions: ['a:read', 'b:read'] }),
    ).rejects.toMatchObject({ status: 404, message: "Permission not found: 'b:read'." })
    expect((await client.authorization.getEnvironmentRole('admin')).permissions).toEqual(widgets)
    expect(await recorded.events()).toEqual([])
  })

  it('refuses a permission for a type of resource that does not lie within the role’s', async () => {
    const { client } = await testServer()
    for (const [slug, parent] of [
      ['project', 'organization'],
      ['task', 'project'],
      ['invoice', 'organization'],
    ] as const) {
      const parents = { parentResourceTypeSlugs: [parent] }
      await client.portico.resourceTypes.createResourceType({ slug, name: slug, ...parents })
      await client.authorization.createPermission({
        slug: `${slug}:read`,
        name: slug,
        resourceTypeSlug: slug,
      })
    }
    await client.authorization.createEnvironmentRole({
      slug: 'lead',
      name: 'Lead',
      resourceTypeSlug: 'project',
    })
    const set = (slug: string, permissions: string[]) =>
      client.authorization.setEnvironmentRolePermissions(slug, { permissions })
    expect((await set('lead', ['task:read', 'project:read'])).permissions).toHaveLength(2)
    expect((await set('member', ['task:read', 'invoice:read'])).permissions).toHaveLength(2)
    for (const slug of ['invoice:read', 'widgets:sso:manage']) {
      await expect(set('lead', [slug])).rejects.toMatchObject({ status: 400, code: 'bad_request' })
    }
  })

  it('does not know the roles of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await expect(
      client.authorization.setEnvironmentRolePermissions('editor', { permissions: [] }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it.each([{}, { permissions: null }, { permissions: 'a:read' }, { permissions: [1] }])(
    'refuses %j',
    async (body) => {
      const { request } = await testServer()
      const answer = await request('PUT', '/authorization/roles/admin/permissions', { body })
      expect(answer.status).toBe(422)
    },
  )

  it('never leaves a role with a permission that was deleted meanwhile', async () => {
    const { client } = await serverWithPermissions('keep', 'gone')
    await Promise.allSettled([
      client.authorization.setEnvironmentRolePermissions('member', { permissions: ['keep', 'gone'] }),
      client.authorization.deletePermission('gone'),
      client.authorization.addEnvironmentRolePermission('admin', { slug: 'gone' }),
    ])
    const roles = (await client.authorization.listEnvironmentRoles()).data
    expect(roles.flatMap(({ permissions }) => permissions)).not.toContain('gone')
  })
})

describe('addEnvironmentRolePermission', () => {
  it('adds the permission, and does nothing the second time', async () => {
    const { client, recorded } = await serverWithPermissions('a:read')
    const role = await client.authorization.addEnvironmentRolePermission('admin', { slug: 'a:read' })
    expect(role.permissions).toEqual(['a:read', ...widgets])
    expect(await client.authorization.addEnvironmentRolePermission('admin', { slug: 'a:read' })).toEqual(role)
    expect(await recorded.events()).toEqual(['role.updated'])
  })

  it('loses none of several that are added at once', async () => {
    const slugs = ['a', 'b', 'c', 'd', 'e']
    const { client } = await serverWithPermissions(...slugs)
    await Promise.all(
      slugs.map((slug) => client.authorization.addEnvironmentRolePermission('member', { slug })),
    )
    expect((await client.authorization.getEnvironmentRole('member')).permissions).toEqual(slugs)
  })

  it('refuses what it does not know, and what does not fit', async () => {
    const { client } = await serverWithPermissions('a:read')
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await client.authorization.createEnvironmentRole({
      slug: 'lead',
      name: 'Lead',
      resourceTypeSlug: 'project',
    })
    const add = (role: string, slug: string) =>
      client.authorization.addEnvironmentRolePermission(role, { slug })
    await expect(add('admin', 'b:read')).rejects.toMatchObject({ status: 404 })
    await expect(add('nobody', 'a:read')).rejects.toMatchObject({ status: 404 })
    await expect(add('lead', 'a:read')).rejects.toMatchObject({ status: 400, code: 'bad_request' })
  })
})

describe('deleteEnvironmentRole', () => {
  it('deletes the role, and its place in the order', async () => {
    const { client, recorded } = await testServer()
    await client.portico.roles.deleteEnvironmentRole('admin')
    expect(await slugsInOrder({ client })).toEqual(['member'])
    const [event] = await recorded.eventsInFull()
    expect(event).toMatchObject({ event: 'role.deleted', data: { slug: 'admin', permissions: widgets } })
    await expect(client.portico.roles.deleteEnvironmentRole('admin')).rejects.toMatchObject({ status: 404 })
    expect(await client.authorization.createEnvironmentRole({ slug: 'admin', name: 'New' })).toMatchObject({
      permissions: [],
    })
  })

  it('refuses the default role, whichever that is', async () => {
    const { client, recorded } = await testServer()
    const refusal = { status: 409, code: 'default_role' }
    await expect(client.portico.roles.deleteEnvironmentRole('member')).rejects.toMatchObject(refusal)
    await client.portico.roles.setDefaultRole({ roleSlug: 'admin' })
    await expect(client.portico.roles.deleteEnvironmentRole('admin')).rejects.toMatchObject(refusal)
    expect(await recorded.events()).toEqual([])
    await client.portico.roles.deleteEnvironmentRole('member')
  })

  it('does not know the roles of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await expect(client.portico.roles.deleteEnvironmentRole('editor')).rejects.toMatchObject({ status: 404 })
    expect(await slugsInOrder(other)).toContain('editor')
  })
})

describe('setRolePriority', () => {
  it('puts the roles in the order given, and new ones below them', async () => {
    const { client, recorded } = await testServer()
    await client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    const order = ['editor', 'member', 'admin']
    const answer = await client.portico.roles.setRolePriority({ roleSlugs: order })
    expect(answer.data.map(({ slug }) => slug)).toEqual(order)
    await client.authorization.createEnvironmentRole({ slug: 'guest', name: 'Guest' })
    expect(await slugsInOrder({ client })).toEqual([...order, 'guest'])
    expect(await recorded.events()).toEqual(['role.created', 'role.created'])
  })

  it.each([
    [['admin']],
    [['admin', 'admin']],
    [['admin', 'member', 'admin']],
    [['admin', 'member', 'nobody']],
    [['admin', 'nobody']],
    [[]],
  ])('refuses %j, which is not every role once', async (roleSlugs) => {
    const { client } = await testServer()
    await expect(client.portico.roles.setRolePriority({ roleSlugs })).rejects.toMatchObject({
      status: 422,
      code: 'incomplete_role_priority',
    })
  })

  it('keeps every role in one order when roles are created and deleted meanwhile', async () => {
    const { client } = await testServer()
    const create = (slug: string) => client.authorization.createEnvironmentRole({ slug, name: slug })
    await Promise.all(['a', 'b', 'c'].map(create))
    const slugs = await slugsInOrder({ client })
    const attempts = await Promise.allSettled([
      create('d'),
      client.portico.roles.setRolePriority({ roleSlugs: slugs.toReversed() }),
      create('e'),
      client.portico.roles.deleteEnvironmentRole('a'),
      client.portico.roles.setRolePriority({ roleSlugs: slugs }),
      create('f'),
    ])
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') {
        expect(attempt.reason).toMatchObject({ status: 422, code: 'incomplete_role_priority' })
      }
    }
    expect((await slugsInOrder({ client })).sort()).toEqual(['admin', 'b', 'c', 'd', 'e', 'f', 'member'])
  })
})

describe('setDefaultRole', () => {
  it('chooses the role that new members have', async () => {
    const { client, other } = await testServer()
    const admin = await client.portico.roles.setDefaultRole({ roleSlug: 'admin' })
    expect(admin.slug).toBe('admin')
    expect(await client.portico.roles.getDefaultRole()).toEqual(admin)
    expect((await other.client.portico.roles.getDefaultRole()).slug).toBe('member')
  })

  it('refuses a role that does not exist here, and one that is not given on organizations', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await expect(client.portico.roles.setDefaultRole({ roleSlug: 'editor' })).rejects.toMatchObject({
      status: 404,
    })
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await client.authorization.createEnvironmentRole({
      slug: 'lead',
      name: 'Lead',
      resourceTypeSlug: 'project',
    })
    await expect(client.portico.roles.setDefaultRole({ roleSlug: 'lead' })).rejects.toMatchObject({
      status: 422,
      code: 'sub_resource_scoped_role_not_allowed',
    })
  })

  it('never leaves the environment without a default while roles are deleted', async () => {
    const { client } = await testServer()
    for (let round = 0; round < 5; round++) {
      await client.authorization.createEnvironmentRole({ slug: `r${round}`, name: 'R' })
      const [chosen, deleted] = await Promise.allSettled([
        client.portico.roles.setDefaultRole({ roleSlug: `r${round}` }),
        client.portico.roles.deleteEnvironmentRole(`r${round}`),
      ])
      expect([chosen.status, deleted.status].toSorted()).toEqual(['fulfilled', 'rejected'])
      if (deleted.status === 'rejected') expect(deleted.reason).toMatchObject({ code: 'default_role' })
      const roles = await slugsInOrder({ client })
      expect(roles).toContain((await client.portico.roles.getDefaultRole()).slug)
    }
  })
})
