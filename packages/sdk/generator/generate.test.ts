import {
  csv,
  error,
  group,
  kind,
  list,
  model,
  nullable,
  oneOf,
  opaqueMap,
  opaqueObject,
  openEnum,
  operation,
  operations,
  page,
  paging,
  secret,
  variants,
  groups as wholeContract,
} from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { Client } from '../src/index.ts'
import { manifestWithEntries } from './entries.ts'
import { differences, formatted, readFiles } from './files.ts'
import { generate } from './generate.ts'
import { isMethod } from './operation.ts'
import { servicesOf } from './services.ts'

/** JSON Schema as it is. */
const schema = (json: object) => json as never

const string = schema({ type: 'string' })
// As TypeBox marks what may be left out.
const optionalString = schema(Object.defineProperty({ type: 'string' }, '~optional', { value: true }))
const boolean = schema({ type: 'boolean' })

const Robot = model(
  'Robot',
  {
    object: kind('robot'),
    id: string,
    serial_number: nullable(schema({ type: 'string', description: 'As `owner_id` reads it. Ends with */.' })),
    owner_id: optionalString,
    state: openEnum(['asleep', 'awake'], { description: 'What it does.' }),
    parts: csv(string),
    labels: opaqueMap(string),
  },
  { description: 'A machine.' },
)

const robotNotFound = error(404, 'robot_not_found', 'No such robot.')

const robots = group('robots', {
  listRobots: operation({
    method: 'GET',
    path: '/robots',
    summary: 'List robots',
    query: { ...paging, search: optionalString },
    status: 200,
    returns: page(Robot),
  }),
  updatePart: operation({
    method: 'PUT',
    path: '/robots/{robot_id}/parts/{part}',
    summary: 'Update a part of a robot',
    description: 'Sets `part_number`.',
    params: { part: oneOf(['arm', 'leg'], { description: 'Which one.' }) },
    query: { dry_run: boolean },
    body: model('UpdatePart', { part_number: string, tags: csv(oneOf(['a', 'b'])), labels: opaqueObject() }),
    status: 200,
    returns: Robot,
    throws: [robotNotFound],
  }),
})

/** What is generated where nothing is written by hand. */
const generated = (groups: readonly object[], handWritten: string[] = []) =>
  generate(groups as never, new Set(handWritten))

/** The text of one generated file. */
async function text(path: string, ...groups: object[]): Promise<string> {
  const files = generated(groups)
  return (await formatted(new Map([[path, files.get(path) ?? '']]))).get(path)!
}

/** A service of one operation, and what its method reads like. */
async function methodOf(spec: Parameters<typeof operation>[0]): Promise<string> {
  const service = await text('things.ts', group('things', { doIt: operation(spec) }))
  return service.slice(service.indexOf('  doIt('))
}

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

describe('a method', () => {
  const post = { method: 'POST', path: '/things', summary: 'Do it', status: 200 } as const

  it('returns nothing where nothing is answered', async () => {
    expect(await methodOf({ ...post, status: 204 })).toContain(`\
  doIt(options?: RequestOptions): Promise<void> {
    return this.client.send('POST', path\`/things\`, {}, options)
  }`)
  })

  it('may return nothing where one of the answers is empty', async () => {
    const code = await methodOf({ ...post, returns: Robot, alsoReturns: { 202: null } })
    expect(code).toContain('Promise<Robot | undefined>')
    expect(code).toContain('mayBeEmpty: true')
  })

  it('returns an unpaged list as such, text as a string, and an unnamed object by a name of its own', async () => {
    expect(await methodOf({ ...post, returns: list(Robot) })).toContain('Promise<List<Robot>>')
    expect(await methodOf({ ...post, returns: string, mediaType: 'text/csv' })).toContain(
      'this.client.requestText(',
    )
    expect(
      await methodOf({
        ...post,
        returns: schema({ type: 'object', properties: { count: { type: 'integer' } } }),
      }),
    ).toContain('Promise<DoItResult>')
  })

  it('takes the variants of a body as they are, without what the client knows itself', async () => {
    const Password = model('Password', {
      grant_type: kind('password'),
      client_id: string,
      client_secret: string,
    })
    const Code = model('Code', { grant_type: kind('code'), client_id: string })
    const things = group('things', {
      doIt: operation({ ...post, auth: 'client_id', body: variants('grant_type', [Password, Code]) }),
    })
    const code = await text('things.ts', things)
    expect(code).toContain('export type DoItParams = Password | Code\n')
    expect(code).toContain(`{ body: params, credential: 'clientSecret' }`)
    expect(await text('models/things.ts', things)).toContain(`\
  grantType: 'password'
  clientId?: string | undefined
  clientSecret?: string | undefined
`)
  })

  it('takes the token of a signed-in user among its parameters', async () => {
    expect(await methodOf({ ...post, method: 'GET', auth: 'access_token', returns: Robot })).toContain(`\
  doIt(params: DoItParams, options?: RequestOptions): Promise<Robot> {
    const { accessToken } = params
`)
  })

  it('spells a name as the wire wants it, where that does not follow from ours', async () => {
    const query = { updatedAfter: optionalString, last_4: optionalString }
    const code = await text('things.ts', group('things', { doIt: operation({ ...post, query }) }))
    expect(code).toContain(`doIt: { names: { last4: 'last_4', updatedAfter: 'updatedAfter' } },`)
  })

  it('names what is secret in its answer, and takes secrets wherever one is sent', async () => {
    const Key = model('Key', { id: string, value: secret(string), note: nullable(secret(string)) })
    // So that `value` does not mean the same everywhere.
    const Lock = model('Lock', { value: string })
    const things = group('things', {
      doIt: operation({
        ...post,
        path: '/things/{token}',
        params: { token: secret(string) },
        body: model('DoIt', { pass_code: secret(string) }),
        returns: page(Key),
      }),
      getLock: operation({ ...post, returns: Lock }),
    })
    const code = await text('things.ts', things)
    expect(code).toContain(`doIt: { secrets: ['data[].value'] },`)
    expect(code).toContain('doIt(token: Secret, params: DoItParams')
    expect(code).toContain('  passCode: Secret\n')
    expect(await text('models/things.ts', things)).toContain(
      '  value: SecretString\n  note: SecretString | null\n',
    )
  })

  it('has no notes on members that mean the same everywhere: those are known by their names', async () => {
    const Key = model('Key', { secret_a: secret(string), secret_b: secret(string), map_a: opaqueObject() })
    const Other = model('Other', { secret_b: string, inner: model('Inner', { map_b: opaqueMap(string) }) })
    const things = group('things', {
      doIt: operation({ ...post, returns: Key }),
      doOther: operation({
        ...post,
        body: model('Sent', { map_b: model('Ours', { some_name: string }) }),
        returns: Other,
      }),
    })
    const names = await text('common-names.ts', things)
    expect(names).toContain("'secret_a'")
    expect(names).toContain("'map_a'")
    expect(names).not.toMatch(/secret_b|map_b/)
    const code = await text('things.ts', things)
    expect(code).toContain(`doIt: { secrets: ['secret_b'] },`)
    expect(code).toContain(`doOther: { response: ['inner.map_b'] },`)
  })

  it('cannot answer what is secret in one variant and not in another', () => {
    const [A, B] = [model('A', { value: secret(string) }), model('B', { value: string })]
    const things = group('things', { doIt: operation({ ...post, returns: schema({ anyOf: [A, B] }) }) })
    expect(() => generated([things])).toThrow("'value' is secret in one variant and not in another.")
  })

  it('reads an event wherever one is answered', async () => {
    const events = wholeContract.find(({ service }) => service === 'events')!
    expect(await text('events.ts', events)).toContain(`listEvents: { readers: { 'data[]': readEvent } },`)
  })

  it('says which parameters exclude each other', async () => {
    const things = group('things', {
      doIt: operation({
        ...post,
        exclusive: [['a'], ['b_c', 'd?']],
        body: model('DoIt', { a: optionalString }),
      }),
    })
    expect(await text('things.ts', things)).toContain('Takes at most one of: `a`; `bC` and perhaps `d`.')
  })
})

describe('a model', () => {
  const get = { method: 'GET', path: '/things', summary: 'Get', status: 200 } as const

  it('that is sent and received has two types: readers take what may come, writers give what is known', async () => {
    const Mode = model('Mode', { name: openEnum(['a', 'b']), note: optionalString })
    const things = group('things', {
      setMode: operation({ ...get, method: 'PUT', body: model('SetMode', { mode: Mode }), returns: Mode }),
    })
    const code = await text('models/things.ts', things)
    expect(code).toContain(`\
export interface Mode {
  name: OpenEnum<'a' | 'b'>
  note?: string
}

export interface ModeInput {
  name: 'a' | 'b'
  note?: string | undefined
}
`)
    expect(await text('things.ts', things)).toContain('  mode: ModeInput\n')
  })

  it('of two services stands with the one that answers it', async () => {
    const user = group('users', {
      getUser: operation({ ...get, returns: model('UserWithRobot', { robot: Robot }) }),
    })
    expect(await text('models/users.ts', user, robots)).toContain(`import type { Robot } from './robots.ts'`)
  })

  it('holds a map with keys of the customer, and values of ours', async () => {
    const Flag = model('Flag', { is_on: boolean })
    const Flags = model('Flags', { flags: schema({ type: 'object', additionalProperties: Flag }) })
    const things = group('things', { getFlags: operation({ ...get, returns: Flags }) })
    expect(await text('models/things.ts', things)).toContain('  flags: Record<string, Flag>\n')
  })

  it('cannot share its name with another one', () => {
    const one = operation({ ...get, returns: model('Thing', { a: string }) })
    const other = operation({ ...get, returns: model('Thing', { b: string }) })
    expect(() => generated([group('things', { one, other })])).toThrow(
      'Two different models are called Thing.',
    )
  })

  it("cannot have keys that are the customer's in one variant and ours in another", () => {
    const inOurs = model('Inner', { some_name: string })
    const returns = schema({ anyOf: [model('A', { data: opaqueObject() }), model('B', { data: inOurs })] })
    const things = group('things', { get: operation({ ...get, returns }) })
    expect(() => generated([things])).toThrow("'data' is opaque in one variant and not in another.")
  })
})

describe('the whole contract', () => {
  it('is generated the same way each time, and as it stands in src/generated', async () => {
    const handWritten = [...(await readFiles(`${import.meta.dirname}/../src/services`)).keys()]
    const once = generated(wholeContract, handWritten)
    expect(generated(wholeContract, handWritten)).toEqual(once)
    const present = await readFiles(`${import.meta.dirname}/../src/generated`)
    expect(differences(await formatted(once), present), 'run `npm run generate`').toEqual([])
  })

  it('is reached through the client, operation by operation', () => {
    const client = new Client({ apiKey: 'sk_1' }) as unknown as Record<string, unknown>
    const missing = operations.filter(isMethod).filter(({ service, name }) => {
      const accessor = service
        .split('.')
        .reduce<unknown>((value, part) => (value as typeof client)[part], client)
      return typeof (accessor as typeof client)[name] !== 'function'
    })
    expect(missing.map(({ id }) => id)).toEqual([])
  })

  it('gives no two types one name', async () => {
    const files = await readFiles(`${import.meta.dirname}/../src`)
    const exported = [
      files.get('index.ts')!,
      files.get('generated/index.ts')!,
      ...[...files].flatMap(([path, code]) => (path.startsWith('generated/models/') ? [code] : [])),
    ]
    const names = exported
      .flatMap((code) => [
        ...[...code.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name),
        ...[...code.matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(([, list]) =>
          list!.split(',').map((entry) =>
            entry
              .trim()
              .replace(/^type /, '')
              .replace(/^.* as /, ''),
          ),
        ),
      ])
      .filter(Boolean)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe('differences', () => {
  it('are what is missing, what is other, and what is no longer wanted', () => {
    const wanted = new Map([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ])
    expect(
      differences(
        wanted,
        new Map([
          ['b', '2'],
          ['c', '4'],
          ['d', '5'],
        ]),
      ),
    ).toEqual(['a', 'c', 'd'])
  })
})
