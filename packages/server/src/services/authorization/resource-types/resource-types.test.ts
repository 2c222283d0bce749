import { describe, expect, it } from 'vitest'
import { type Tenant, testServer } from '../../../testing/index.ts'

/** Makes types, each `slug` or `slug < parent, parent`. */
async function withTypes({ client }: Tenant, ...texts: string[]) {
  for (const text of texts) {
    const [slug = '', parents] = text.split(' < ')
    await client.portico.resourceTypes.createResourceType({
      slug,
      name: slug,
      ...(parents && { parentResourceTypeSlugs: parents.split(', ') }),
    })
  }
}

const hierarchy = { status: 422, code: 'invalid_resource_type_hierarchy' }
const inUse = { status: 409, code: 'resource_type_in_use' }

describe('listResourceTypes', () => {
  it('lists parents first, beginning with organization, which is Portico’s own', async () => {
    const tenant = await testServer()
    await withTypes(tenant, 'project', 'task < project', 'folder')
    await tenant.client.portico.resourceTypes.updateResourceType('project', {
      parentResourceTypeSlugs: ['folder'],
    })
    const { data } = await tenant.client.portico.resourceTypes.listResourceTypes()
    expect(data.map(({ slug }) => slug)).toEqual(['organization', 'folder', 'project', 'task'])
    expect(data[0]).toMatchObject({ system: true, parentResourceTypeSlugs: [], name: 'Organization' })
  })
})

describe('createResourceType', () => {
  it('creates a type within organization, unless parents are named', async () => {
    const { client, recorded } = await testServer()
    const project = await client.portico.resourceTypes.createResourceType({
      slug: 'project',
      name: 'Project',
    })
    expect(project).toMatchObject({
      object: 'resource_type',
      id: expect.stringMatching(/^resource_type_/),
      description: null,
      parentResourceTypeSlugs: ['organization'],
      system: false,
    })
    const task = await client.portico.resourceTypes.createResourceType({
      slug: 'task',
      name: 'Task',
      description: 'Work',
      parentResourceTypeSlugs: ['project', 'organization', 'project'],
    })
    expect(task).toMatchObject({
      description: 'Work',
      parentResourceTypeSlugs: ['organization', 'project'],
    })
    expect(await client.portico.resourceTypes.getResourceType('task')).toEqual(task)
    expect(await recorded.events()).toEqual([])
  })

  it('refuses a slug that is taken, an unknown parent, itself as parent, and a sixth level', async () => {
    const tenant = await testServer()
    await withTypes(tenant, 'b', 'c < b', 'd < c', 'e < d')
    const create = (slug: string, ...parentResourceTypeSlugs: string[]) =>
      tenant.client.portico.resourceTypes.createResourceType({ slug, name: slug, parentResourceTypeSlugs })
    await expect(create('b', 'organization')).rejects.toMatchObject({
      status: 409,
      code: 'resource_type_slug_conflict',
    })
    await expect(create('organization', 'b')).rejects.toMatchObject({ status: 409 })
    await expect(create('f', 'nowhere')).rejects.toMatchObject({ status: 404 })
    await expect(create('f', 'f')).rejects.toMatchObject(hierarchy)
    await expect(create('f', 'e', 'organization')).rejects.toMatchObject(hierarchy)
    await create('f', 'd')
  })

  it('lets one of several creations of a slug win', async () => {
    const { client } = await testServer()
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' }),
      ),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it.each([
    {},
    { slug: 'Project', name: 'P' },
    { slug: 'a:b', name: 'P' },
    { slug: 'p', name: 'P', parent_resource_type_slugs: [] },
  ])('refuses %j', async (body) => {
    const { request } = await testServer()
    const answer = await request('POST', '/portico/authorization/resource_types', { body })
    expect(answer.status).toBe(422)
  })

  it('says that types are being changed when its turn does not come', async () => {
    const { client, server, environment } = await testServer()
    const { promise: release, resolve } = Promise.withResolvers<void>()
    const { promise: held, resolve: hold } = Promise.withResolvers<void>()
    const other = server.kernel.database.transaction(async (tx) => {
      await tx`select 1 from authorization_settings where environment_id = ${environment.id} for update`
      hold()
      await release
    })
    await held
    await expect(
      client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' }),
    ).rejects.toMatchObject({ status: 409, code: 'resource_type_update_in_progress' })
    resolve()
    await other
    await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
  })
})

describe('updateResourceType', () => {
  it('changes what is given, keeps what is absent, and clears what is null', async () => {
    const { client } = await testServer()
    await client.portico.resourceTypes.createResourceType({ slug: 'a', name: 'A', description: 'Is' })
    expect(await client.portico.resourceTypes.updateResourceType('a', { name: 'B' })).toMatchObject({
      name: 'B',
      description: 'Is',
      parentResourceTypeSlugs: ['organization'],
    })
    const cleared = await client.portico.resourceTypes.updateResourceType('a', { description: null })
    expect(cleared.description).toBeNull()
    expect(await client.portico.resourceTypes.updateResourceType('a')).toEqual(cleared)
  })

  it('refuses circles, levels too many, unknown parents and Portico’s own type', async () => {
    const tenant = await testServer()
    await withTypes(tenant, 'b', 'c < b', 'd < c', 'e < d', 'f')
    const move = (slug: string, ...parentResourceTypeSlugs: string[]) =>
      tenant.client.portico.resourceTypes.updateResourceType(slug, { parentResourceTypeSlugs })
    await expect(move('b', 'e')).rejects.toMatchObject(hierarchy)
    await expect(move('b', 'b')).rejects.toMatchObject(hierarchy)
    await expect(move('b', 'f')).rejects.toMatchObject(hierarchy)
    await expect(move('b', 'nowhere')).rejects.toMatchObject({ status: 404 })
    await expect(move('nowhere', 'b')).rejects.toMatchObject({ status: 404 })
    await expect(move('organization', 'b')).rejects.toMatchObject({ status: 403 })
    expect((await move('f', 'd')).parentResourceTypeSlugs).toEqual(['d'])
  })

  it('refuses to move a type away from a role that holds permissions for it', async () => {
    const tenant = await testServer()
    const { client } = tenant
    await withTypes(tenant, 'project', 'task < project')
    await client.authorization.createPermission({ slug: 'do', name: 'Do', resourceTypeSlug: 'task' })
    await client.authorization.createEnvironmentRole({ slug: 'l', name: 'L', resourceTypeSlug: 'project' })
    await client.authorization.addEnvironmentRolePermission('l', { slug: 'do' })
    const move = () =>
      client.portico.resourceTypes.updateResourceType('task', { parentResourceTypeSlugs: ['organization'] })
    await expect(move()).rejects.toMatchObject(inUse)
    await client.authorization.setEnvironmentRolePermissions('l', { permissions: [] })
    await move()
  })

  it('never lets two moves at once form a circle', async () => {
    const tenant = await testServer()
    await withTypes(tenant, 'a', 'b')
    const move = (slug: string, parent: string) =>
      tenant.client.portico.resourceTypes.updateResourceType(slug, { parentResourceTypeSlugs: [parent] })
    const moves = await Promise.allSettled([move('a', 'b'), move('b', 'a')])
    expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('deleteResourceType', () => {
  it('deletes a type that nothing uses', async () => {
    const tenant = await testServer()
    await withTypes(tenant, 'project')
    await tenant.client.portico.resourceTypes.deleteResourceType('project')
    await expect(tenant.client.portico.resourceTypes.getResourceType('project')).rejects.toMatchObject({
      status: 404,
    })
  })

  it('refuses a type with child types, roles or permissions, and Portico’s own', async () => {
    const tenant = await testServer()
    const { client, other } = tenant
    await withTypes(tenant, 'parent', 'child < parent', 'roled', 'permitted')
    await withTypes(other, 'elsewhere')
    await client.authorization.createEnvironmentRole({ slug: 'r', name: 'R', resourceTypeSlug: 'roled' })
    await client.authorization.createPermission({ slug: 'p', name: 'P', resourceTypeSlug: 'permitted' })
    const remove = (slug: string) => client.portico.resourceTypes.deleteResourceType(slug)
    for (const slug of ['parent', 'roled', 'permitted'])
      await expect(remove(slug)).rejects.toMatchObject(inUse)
    await expect(remove('organization')).rejects.toMatchObject({ status: 403 })
    await expect(remove('elsewhere')).rejects.toMatchObject({ status: 404 })
    await remove('child')
    await remove('parent')
  })
})
