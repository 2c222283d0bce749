import Type, { type TProperties, type TSchema } from 'typebox'
import type { ErrorDeclaration, EventSpec, Operation } from './core/index.ts'
import { ErrorMessage, invalidBodies, isPaged, paging, pathParameters } from './core/index.ts'
import { eventCatalogue } from './events.ts'
import { Event } from './events-api.ts'
import { operations } from './index.ts'
import { services } from './services.ts'

type Json = Record<string, unknown>

/** An OpenAPI document, as far as its makers and readers here need to know. */
export type OpenApiDocument = {
  openapi: '3.1.0'
  info: Json
  servers: Json[]
  tags: { name: string; description: string }[]
  security: Json[]
  paths: Record<string, Record<string, Json>>
  webhooks: Record<string, Json>
  components: Record<'schemas' | 'parameters' | 'responses' | 'securitySchemes', Record<string, Json>>
}

/**
 * Describes the public part of the API as OpenAPI 3.1. Named models become components; what OpenAPI has no word for
 * stands in members that begin with `x-portico-`.
 *
 * @throws when two different schemas have one name
 */
export function openapiDocument({
  serverUrl = 'http://localhost:4100',
  version = '0.1.0',
} = {}): OpenApiDocument {
  const schemas = new Components()
  const shown = operations.filter(({ audience = 'public' }) => audience === 'public')
  const tags = [...new Set(shown.map(({ service }) => service))]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portico',
      version,
      summary: 'An identity platform that a company can own. Speaks the WorkOS API.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: tags.map((name) => ({ name, description: services[name] ?? name })),
    security: [{ apiKey: [] }],
    paths: describePaths(shown, schemas),
    webhooks: describeEvents(schemas),
    components: {
      schemas: schemas.all,
      parameters: { ...describePaging(schemas), IdempotencyKey: idempotencyKey },
      responses: { Unauthorized: unauthorized, TooManyRequests: tooManyRequests },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the environment: `sk_…`.' },
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token issued to a person who signed in.',
        },
      },
    },
  }
}

function describePaths(shown: readonly Operation[], schemas: Components) {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of shown) {
    paths[operation.path] ??= {}
    ;(paths[operation.path] as Record<string, Json>)[operation.method.toLowerCase()] = describe(
      operation,
      schemas,
    )
  }
  return paths
}

function describe(operation: Operation, schemas: Components): Json {
  const { id, service, summary, description, deprecated, emits, exclusive } = operation
  const parameters = describeParameters(operation, schemas)
  return {
    operationId: id,
    tags: [service],
    summary,
    ...(description && { description }),
    ...(deprecated && { deprecated }),
    ...security(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && { requestBody: describeBody(operation, operation.body, schemas) }),
    responses: { ...describeSuccess(operation, schemas), ...describeErrors(operation, schemas) },
    'x-portico-origin': operation.origin,
    'x-portico-rate-limit': operation.rateLimit,
    ...(isPaged(operation) && { 'x-portico-paged': true }),
    ...(emits && { 'x-portico-emits': emits }),
    ...(exclusive && {
      'x-portico-exclusive': { groups: exclusive, required: operation.exclusiveRequired ?? false },
    }),
    ...(operation.queryAsBody && { 'x-portico-query-as-body': true }),
  }
}

function security({ auth }: Operation): Json {
  if (auth === 'api_key') return {}
  if (auth === 'access_token') return { security: [{ accessToken: [] }] }
  return { security: [], ...(auth === 'client_id' && { 'x-portico-auth': 'client_id' }) }
}

const pagingNames: Record<string, string> = {
  before: 'Before',
  after: 'After',
  limit: 'Limit',
  order: 'Order',
}

function describePaging(schemas: Components): Record<string, Json> {
  return Object.fromEntries(
    queryParameters(paging, schemas).map((parameter) => [
      pagingNames[parameter.name as string] as string,
      parameter,
    ]),
  )
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same body is carried out once; for 24 hours the first answer comes again.',
  schema: { type: 'string' },
}

function describeParameters(operation: Operation, schemas: Components): Json[] {
  const { path, params = {}, query = {}, method } = operation
  const fromPath = pathParameters(path).map((name) => {
    const { description, ...schema } = schemas.refer(params[name] ?? Type.String())
    return { name, in: 'path', required: true, ...(description ? { description } : {}), schema }
  })
  const own = Object.fromEntries(
    Object.entries(query).filter(([name, schema]) => !isPagingParameter(name, schema)),
  )
  const shared = Object.keys(query).filter((name) => !(name in own))
  return [
    ...fromPath,
    ...shared.map((name) => ({ $ref: `#/components/parameters/${pagingNames[name]}` })),
    ...queryParameters(own, schemas),
    ...(method === 'GET' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
  ]
}

function isPagingParameter(name: string, schema: TSchema): boolean {
  return (paging as TProperties)[name] === schema
}

function queryParameters(properties: TProperties, schemas: Components): Json[] {
  const { required = [] } = Type.Object(properties) as { required?: string[] }
  return Object.entries(properties).map(([name, property]) => {
    const { description, deprecated, ...schema } = schemas.refer(property)
    return {
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      ...(description ? { description } : {}),
      ...(deprecated ? { deprecated } : {}),
      ...(schema.type === 'array' && { style: 'form', explode: false }),
      ...(schema.type === 'object' && { style: 'deepObject', explode: true }),
      schema,
    }
  })
}

const mediaTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' }

function describeBody(
  { bodyOptional, encodings = ['json'] }: Operation,
  body: TSchema,
  schemas: Components,
): Json {
  const schema = schemas.refer(body)
  const { required = [], anyOf } = body as { required?: string[]; anyOf?: unknown }
  const optional = bodyOptional ?? (!anyOf && required.length === 0)
  return {
    required: !optional,
    content: Object.fromEntries(encodings.map((encoding) => [mediaTypes[encoding], { schema }])),
  }
}

const successes: Record<string, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; done soon.',
  204: 'Done. There is nothing to say about it.',
  302: 'A redirect: the browser goes on at `Location`.',
}

function describeSuccess(operation: Operation, schemas: Components): Json {
  const { status, returns, alsoReturns = {}, mediaType = mediaTypes.json } = operation
  const answers: [string, TSchema | null | undefined][] = [
    [String(status), returns],
    ...Object.entries(alsoReturns),
  ]
  return Object.fromEntries(
    answers.map(([code, schema]) => [
      code,
      {
        description:
          (schema as { description?: string } | null | undefined)?.description ?? successes[code] ?? 'Done.',
        ...(code === '302' && { headers: { Location: { schema: { type: 'string', format: 'uri' } } } }),
        ...(schema && { content: { [mediaType]: { schema: schemas.refer(schema) } } }),
      },
    ]),
  )
}

const message = { type: 'string', description: 'What went wrong, for people.' }

function failure(description: string, schema: unknown, headers?: Json): Json {
  return { description, ...(headers && { headers }), content: { [mediaTypes.json]: { schema } } }
}

const onlyMessage = { $ref: '#/components/schemas/ErrorMessage' }
const unauthorized = failure('The credential is missing, unknown or no longer good.', onlyMessage)
const tooManyRequests = failure('Too many requests. `Retry-After` says how long to wait.', onlyMessage, {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
})

/** The errors of an operation by status, those that come with its credential, body and limits included. */
function describeErrors(operation: Operation, schemas: Components): Json {
  const { auth, body, query, invalid, throws = [] } = operation
  const byStatus = Object.groupBy(throws, ({ status }) => status)
  const answers = Object.fromEntries(
    Object.entries(byStatus).map(([status, errors = []]) => [
      status,
      { lines: errors.map(line), bodies: bodies(errors, schemas) },
    ]),
  )
  if (body || query) {
    const refusal = invalidBodies[invalid]
    const answer = answers[refusal.status] ?? { lines: [], bodies: [] }
    answers[refusal.status] = {
      lines: [...answer.lines, '- Something that was sent does not fit.'],
      bodies: [...answer.bodies, schemas.refer(refusal.body)],
    }
  }
  return {
    ...(auth === 'api_key' && { 401: { $ref: '#/components/responses/Unauthorized' } }),
    429: { $ref: '#/components/responses/TooManyRequests' },
    ...Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        failure(
          answer.lines.join('\n'),
          answer.bodies.length === 1 ? answer.bodies[0] : { oneOf: answer.bodies },
        ),
      ]),
    ),
  }
}

function line({ code, message, shape }: ErrorDeclaration): string {
  return shape === 'code' || shape === 'oauth' ? `- \`${code}\`: ${message}` : `- ${message}`
}

/** One schema for all errors that look alike, and one for each that says more. */
function bodies(errors: readonly ErrorDeclaration[], schemas: Components): Json[] {
  const alike = Object.groupBy(errors, ({ shape, code, fields }) => (fields ? `${shape} ${code}` : shape))
  return Object.values(alike).map((group = []) => errorBody(group, schemas))
}

function errorBody(errors: readonly ErrorDeclaration[], schemas: Components): Json {
  const [{ shape, fields = {} }] = errors as [ErrorDeclaration]
  const codes = [...new Set(errors.map(({ code }) => code))]
  const code = { type: 'string', enum: codes, description: 'What went wrong, for programs.' }
  const members: Record<ErrorDeclaration['shape'], Json> = {
    message: { message },
    code: { code, message },
    oauth: { error: code, error_description: message },
    error: { error: message },
    error_message: { error: code, message },
    text: {},
  }
  if (shape === 'text') return message
  if (shape === 'message' && Object.keys(fields).length === 0) return schemas.refer(ErrorMessage)
  const further = schemas.refer(Type.Object(fields)) as { properties: Json; required?: string[] }
  return {
    type: 'object',
    properties: { ...members[shape], ...further.properties },
    required: [...Object.keys(members[shape]), ...(further.required ?? [])],
  }
}

/** Every event that webhooks may subscribe to, as the body that is delivered. */
function describeEvents(schemas: Components): Record<string, Json> {
  const subscribable = Object.entries<EventSpec>(eventCatalogue).filter(
    ([, { webhook }]) => webhook !== false,
  )
  return Object.fromEntries(
    subscribable.map(([name, { summary, data }]) => [
      name,
      {
        post: {
          tags: ['webhooks'],
          summary,
          parameters: [
            {
              name: 'WorkOS-Signature',
              in: 'header',
              description: 'When it was sent, and its HMAC-SHA256 by the secret of the endpoint.',
              schema: { type: 'string' },
            },
          ],
          requestBody: {
            required: true,
            content: {
              [mediaTypes.json]: {
                schema: {
                  allOf: [
                    schemas.refer(Event),
                    { type: 'object', properties: { event: { const: name }, data: schemas.refer(data) } },
                  ],
                },
              },
            },
          },
          responses: { '2XX': { description: 'The event was received.' } },
        },
      },
    ]),
  )
}

/** Schemas by name. A named schema is written once and referred to. */
class Components {
  readonly all: Record<string, Json> = {}
  private readonly sources = new Map<string, string>()

  /** The schema as the document shows it where it is used. */
  refer(schema: TSchema): Json {
    const name = (schema as Json)['x-model'] as string | undefined
    if (name === undefined) return this.write(schema)
    const source = JSON.stringify(schema)
    const known = this.sources.get(name)
    if (known !== undefined && known !== source) throw new Error(`Two different schemas are named ${name}.`)
    if (known === undefined) {
      this.sources.set(name, source)
      this.all[name] = this.write(schema)
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  private write(schema: TSchema): Json {
    const written = Object.entries(schema as Json)
      .filter(([name]) => name in annotations || !/^(~|x-)/.test(name))
      .map(([name, value]) => [annotations[name] ?? name, this.writeMember(name, value)])
    return discriminated(Object.fromEntries(written), schema)
  }

  private writeMember(name: string, value: unknown): unknown {
    if (name === 'properties' || name === 'patternProperties') {
      return Object.fromEntries(
        Object.entries(value as TProperties).map(([key, part]) => [key, this.refer(part)]),
      )
    }
    if (Array.isArray(value) && (name === 'anyOf' || name === 'oneOf' || name === 'allOf')) {
      return value.map((part) => this.refer(part))
    }
    const isSchema = name === 'items' || name === 'additionalProperties' || name === 'propertyNames'
    return isSchema && typeof value === 'object' ? this.refer(value as TSchema) : value
  }
}

/** Annotations that readers of the document may use, by the names it gives them. */
const annotations: Record<string, string> = {
  'x-secret': 'x-portico-secret',
  'x-opaque': 'x-portico-opaque',
  'x-open-enum': 'x-portico-open-enum',
  'x-id': 'x-portico-id-prefix',
  'x-event-data': 'x-portico-event-data',
}

/** A union whose variants one member tells apart, in OpenAPI's words. */
function discriminated(written: Json, schema: TSchema): Json {
  const propertyName = (schema as Json)['x-discriminator'] as string | undefined
  if (propertyName === undefined) return written
  const { anyOf, ...rest } = written
  const choices = (schema as unknown as { anyOf: { properties: Record<string, { const?: unknown }> }[] })
    .anyOf
  const values = choices.map(({ properties }) => properties[propertyName]?.const)
  if (!values.every((value) => typeof value === 'string')) return { ...rest, oneOf: anyOf }
  const mapping = Object.fromEntries(
    values.map((value, index) => [value, ((anyOf as Json[])[index] as Json).$ref]),
  )
  return { ...rest, oneOf: anyOf, discriminator: { propertyName, mapping } }
}
