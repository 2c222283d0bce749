import { group, operation } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { manifestWithEntries } from './entries.ts'
import { servicesOf } from './services.ts'
import { generated, robots, text } from './testing.ts'

describe('a service', () => {
  it('becomes a class with a method for each operation', async () => {
    expect(await text('robots.ts', robots)).toBe(`\
// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Robot } from './models/robots.ts'

/** Parameters of \`listRobots\`. */
export interface ListRobotsParams extends ListParams {
  search?: string | undefined
}

/** Parameters of \`updatePart\`. */
export interface UpdatePartParams {
  dryRun: boolean
  partNumber: string
  tags: readonly ('a' | 'b')[]
  labels: Record<string, unknown>
}

/**
 * Operations of \`client.robots\`.
 *
 * Any of them may also throw \`RateLimitExceededError\`, \`ServerError\`, \`NetworkError\`, \`TimeoutError\`,
 * \`DecodeError\` or \`ConfigurationError\`.
 */
export class Robots extends Resource {
  /**
   * List robots.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.robots.listRobots()
   * for await (const item of pages) console.log(item)
   */
  listRobots(params?: ListRobotsParams, options?: RequestOptions): PagePromise<Robot> {
    return this.client.list(path\`/robots\`, { query: params }, options)
  }

  /**
   * Update a part of a robot.
   *
   * Sets \`partNumber\`.
   *
   * @param part Which one.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} \`robot_not_found\`: No such robot.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const robot = await client.robots.updatePart('text', 'arm', {
   *   dryRun: true,
   *   partNumber: 'text',
   *   tags: ['a'],
   *   labels: {},
   * })
   */
  updatePart(
    robotId: string,
    part: 'arm' | 'leg',
    params: UpdatePartParams,
    options?: RequestOptions,
  ): Promise<Robot> {
    const { dryRun, ...body } = params
    return this.client.request(
      'PUT',
      path\`/robots/\${robotId}/parts/\${part}\`,
      { query: { dryRun }, body },
      options,
    )
  }
}
`)
  })

  it('has its models beside it, in our names', async () => {
    expect(await text('models/robots.ts', robots)).toBe(`\
// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'

/** A machine. */
export interface Robot {
  /** What kind of object this is. */
  object: 'robot'
  /** Its identifier. */
  id: string
  /** As \`ownerId\` reads it. Ends with *\\/. */
  serialNumber: string | null
  ownerId?: string
  /** What it does. */
  state: OpenEnum<'asleep' | 'awake'>
  parts: string[]
  labels: Record<string, string>
}
`)
  })

  it('is an accessor of the client, also below another', async () => {
    const nested = group('portico.robotArms', {
      getArm: operation({ method: 'GET', path: '/a', summary: 'Get', status: 204 }),
    })
    expect(await text('services.ts', robots, nested)).toContain(`\
export class Services extends Core {
  readonly robots = new Robots(this)
  readonly portico = {
    robotArms: new PorticoRobotArms(this),
  }
}
`)
    expect(generated([robots, nested]).has('portico/robot-arms.ts')).toBe(true)
  })

  it('may have a part with an accessor of its own, whose methods it has as well', async () => {
    const get = (path: string) => operation({ method: 'GET', path, summary: 'Get', status: 204 })
    const users = group('userManagement', {
      getUser: get('/user_management/users/{id}'),
      getOrganizationMembership: get('/user_management/organization_memberships/{id}'),
    })
    expect(await text('services.ts', users)).toContain(`\
  readonly organizationMemberships = new OrganizationMemberships(this)
  readonly userManagement = new UserManagement(this)
`)
    expect(await text('organization-memberships.ts', users)).toContain('  getOrganizationMembership(')
    const whole = await text('user-management.ts', users)
    expect(whole).toContain('export class UserManagement extends OrganizationMemberships {')
    expect(whole).not.toContain('  getOrganizationMembership(')
  })

  it('has an entry of its own with its class, its parameters and its models', async () => {
    expect(await text('entries/robots.ts', robots)).toBe(`\
// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../models/robots.ts'
export type * from '../robots.ts'
export { Robots } from '../robots.ts'
`)
    const manifest = { exports: { '.': './src/index.ts', './old': './src/generated/entries/old.ts' } }
    expect(JSON.parse(manifestWithEntries(JSON.stringify(manifest), servicesOf([robots])))).toEqual({
      exports: { '.': './src/index.ts', './robots': './src/generated/entries/robots.ts' },
    })
  })

  it('is the class written by hand, where there is one', () => {
    const services = generated([robots], ['robots.ts', 'robots.test.ts']).get('services.ts')
    expect(services).toContain(`import { Robots } from '../services/robots.ts'`)
  })

  it('leaves out steps of hosted pages, and addresses that a browser is sent to', () => {
    const hidden = group('hidden', {
      step: operation({ method: 'POST', path: '/s', summary: 'Step', status: 200, audience: 'hosted' }),
      login: operation({ method: 'GET', path: '/l', summary: 'Log in', status: 302, auth: 'none' }),
    })
    expect([...generated([hidden]).keys()]).not.toContain('hidden.ts')
  })
})
