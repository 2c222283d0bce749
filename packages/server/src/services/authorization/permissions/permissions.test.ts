import { describe, expect, it } from 'vitest'
import { testServer } from '../../../testing/index.ts'

describe('listPermissions', () => {
  it('lists newest first, the permissions of the widgets at the end', async () => {
    const { client } = await testServer()
    await client.authorization.createPermission({ slug: 'a', name: 'A' })
    const page = await client.authorization.listPermissions()
    expect(page.data[0]).toMatchObject({ slug: 'a', system: false })
    expect(page.data.slice(1).every(({ system, slug }) => system && slug.startsWith('widgets:'))).toBe(true)
    expect(page.data).toHaveLength(8)
  })

  it('goes through all of them in pages', async () => {
    const { client } = await testServer()
    const slugs: string[] = []
    for await (const { slug } of client.authorization.listPermissions({ limit: 3, order: 'asc' })) {
      slugs.push(slug)
    }
    expect(slugs).toHaveLength(7)
    expect(new Set(slugs).size).toBe(7)
  })
})

describe('createPermission', () => {
  it('creates a permission on organizations, and records it whole', async () => {
    const { client, recorded } = await testServer()
    const permission = await client.authorization.createPermission({
      slug: 'documents:read.*_-1',
      name: 'Read documents',
      description: 'Sees them',
    })
    expect(permission).toMatchObject({
      object: 'permission',
      id: expect.stringMatching(/^perm_/),
      slug: 'documents:read.*_-1',
      description: 'Sees them',
      system: false,
      resourceTypeSlug: 'organization',
    })
    expect(await client.authorization.getPermission('documents:read.*_-1')).toEqual(permission)
    const [event] = await recorded.eventsInFull()
    expect(event).toMatchObject({ event: 'permission.created' })
    expect(event?.data).toEqual({
      object: 'permission',
      id: permission.id,
      slug: permission.slug,
      name: permission.name,
      description: permission.description,
      system: false,
      resource_type_slug: 'organization',
      created_at: permission.createdAt,
      updated_at: permission.updatedAt,
    })
  })

  it('refuses a slug that is taken, also by Portico, and records no event', async () => {
    const { client, recorded, other } = await testServer()
    await client.authorization.createPermission({ slug: 'a', name: 'A' })
    for (const slug of ['a', 'widgets:sso:manage']) {
      await expect(client.authorization.createPermission({ slug, name: 'B' })).rejects.toMatchObject({
        status: 409,
        code: 'permission_slug_conflict',
      })
    }
    expect(await recorded.events()).toEqual(['permission.created'])
    await other.client.authorization.createPermission({ slug: 'a', name: 'A' })
  })

  it('lets one of several creations of a slug win', async () => {
    const { client, recorded } = await testServer()
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () => client.authorization.createPermission({ slug: 'a', name: 'A' })),
    )
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []))
    expect(refusals.map(({ status }) => status)).toEqual([409, 409, 409])
    expect(await recorded.events()).toEqual(['permission.created'])
  })

  it('refuses a resource type that the environment does not have', async () => {
    const { client, other } = await testServer()
    await other.client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
    await expect(
      client.authorization.createPermission({ slug: 'a', name: 'A', resourceTypeSlug: 'project' }),
    ).rejects.toMatchObject({ status: 404, message: "Resource type not found: 'project'." })
  })

  it.each([
    [{}, ['slug', 'name']],
    [{ slug: 'Documents', name: 'A' }, ['slug']],
    [{ slug: 'a b', name: 'A' }, ['slug']],
    [{ slug: 'a\n', name: 'A' }, ['slug']],
    [{ slug: 'a/b', name: 'A' }, ['slug']],
    [{ slug: 'é', name: 'A' }, ['slug']],
    [{ slug: 'a'.repeat(49), name: 'A' }, ['slug']],
    [{ slug: 'a', name: 'n'.repeat(49) }, ['name']],
    [{ slug: 'a', name: 'A', description: 'd'.repeat(151) }, ['description']],
    [{ slug: 'a', name: 'A', resource_type_slug: null }, ['resource_type_slug']],
  ])('refuses %j, and names the members', async (body, fields) => {
    const { request } = await testServer()
    const answer = await request('POST', '/authorization/permissions', { body })
    expect(answer.status).toBe(422)
    const { errors } = answer.body as { errors: { field: string }[] }
    expect(errors.map(({ field }) => field)).toEqual(fields)
  })

  it('does not let a caller pass a permission off as Portico’s own', async () => {
    const { request } = await testServer()
    const answer = await request('POST', '/authorization/permissions', {
      body: { slug: 'a', name: 'A', system: true, id: 'perm_mine' },
    })
    expect(answer.body).toMatchObject({ system: false, id: expect.stringMatching(/^perm_[0-9A-Z]{26}$/) })
  })
})

describe('getPermission', () => {
  it('does not know the permissions of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createPermission({ slug: 'a', name: 'A' })
    await expect(client.authorization.getPermission('a')).rejects.toMatchObject({
      status: 404,
      message: "Permission not found: 'a'.",
    })
  })
})

describe('updatePermission', () => {
  it('changes what is given, keeps what is absent, and clears what is null', async () => {
    const { client, recorded } = await testServer()
    await client.authorization.createPermission({ slug: 'a', name: 'A', description: 'Does' })
    expect(await client.authorization.updatePermission('a', { name: 'B' })).toMatchObject({
      slug: 'a',
      name: 'B',
      description: 'Does',
    })
    const cleared = await client.authorization.updatePermission('a', { description: null })
    expect(cleared).toMatchObject({ name: 'B', description: null })
    expect(await client.authorization.getPermission('a')).toEqual(cleared)
    expect(await client.authorization.updatePermission('a', { name: 'B' })).toEqual(cleared)
    const [, first, second, ...others] = await recorded.eventsInFull()
    expect(first).toMatchObject({
      event: 'permission.updated',
      data: { name: 'B' },
      context: { previous_attributes: { name: 'A' } },
    })
    expect(second).toMatchObject({ context: { previous_attributes: { description: 'Does' } } })
    expect(others).toEqual([])
  })

  it('never changes the slug', async () => {
    const { client, request } = await testServer()
    await client.authorization.createPermission({ slug: 'a', name: 'A' })
    await request('PATCH', '/authorization/permissions/a', { body: { slug: 'b', system: true } })
    expect(await client.authorization.getPermission('a')).toMatchObject({ slug: 'a', system: false })
  })

  it('refuses Portico’s own permissions, and those of another environment', async () => {
    const { client, other } = await testServer()
    await other.client.authorization.createPermission({ slug: 'a', name: 'A' })
    const update = (slug: string) => client.authorization.updatePermission(slug, { name: 'Mine' })
    await expect(update('widgets:sso:manage')).rejects.toMatchObject({ status: 403 })
    await expect(update('a')).rejects.toMatchObject({ status: 404 })
  })
})

describe('deletePermission', () => {
  it('takes the permission from every role, and says so of each', async () => {
    const { client, recorded } = await testServer()
    const permission = await client.authorization.createPermission({ slug: 'a', name: 'A' })
    await client.authorization.createPermission({ slug: 'b', name: 'B' })
    await client.authorization.createEnvironmentRole({ slug: 'guest', name: 'Guest' })
    await client.authorization.addEnvironmentRolePermission('member', { slug: 'a' })
    await client.authorization.setEnvironmentRolePermissions('guest', { permissions: ['a', 'b'] })
    const before = (await recorded.events()).length

    await client.authorization.deletePermission('a')
    const events = (await recorded.eventsInFull()).slice(before)
    expect(events.map(({ event, data }) => [event, data.slug, data.permissions])).toEqual([
      ['permission.deleted', 'a', undefined],
      ['role.updated', 'member', []],
      ['role.updated', 'guest', ['b']],
    ])
    expect(events[0]?.data).toMatchObject({ id: permission.id, name: 'A' })
    expect(events[2]?.context).toMatchObject({ previous_attributes: { permissions: ['a', 'b'] } })
    const guest = await client.authorization.getEnvironmentRole('guest')
    expect(guest.permissions).toEqual(['b'])
    expect(guest.updatedAt).toBe(events[2]?.data.updated_at)
    await expect(client.authorization.deletePermission('a')).rejects.toMatchObject({ status: 404 })
  })

  it('refuses Portico’s own permissions, and those of another environment', async () => {
    const { client, recorded, other } = await testServer()
    await other.client.authorization.createPermission({ slug: 'a', name: 'A' })
    await expect(client.authorization.deletePermission('widgets:sso:manage')).rejects.toMatchObject({
      status: 403,
    })
    await expect(client.authorization.deletePermission('a')).rejects.toMatchObject({ status: 404 })
    expect(await recorded.events()).toEqual([])
    expect(await other.client.authorization.getPermission('a')).toMatchObject({ slug: 'a' })
  })
})
