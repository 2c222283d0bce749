import type { Operation } from '@portico/contract'
import { pathParameters } from '@portico/contract'
import { toCamelCase } from '../src/wire.ts'
import { docs } from './docs.ts'
import { eventTypesFile } from './events.ts'
import type { Imports } from './imports.ts'
import type { Models } from './models.ts'
import { literal, pascalCase, quoted } from './names.ts'
import { asSchema, isObject, members, type Schema } from './schema.ts'
import { eventPaths, irregularNames, opaquePaths, wireNames } from './wire.ts'

/** Whether the operation becomes a method. */
export function isMethod(operation: Operation): boolean {
  // Steps of Portico's own pages, and addresses that a browser is sent to.
  return operation.audience !== 'hosted' && operation.status < 300
}

/** The query as one object schema. */
export function querySchema(operation: Operation): Schema | undefined {
  const properties = operation.query
  if (!properties || Object.keys(properties).length === 0) return undefined
  const required = Object.entries(properties)
    .filter(([, schema]) => !isOptional(schema))
    .map(([name]) => name)
  return { type: 'object', properties: properties as Record<string, Schema>, required }
}

/** In a record of properties, TypeBox marks the optional ones with a hidden member. */
function isOptional(schema: object): boolean {
  return '~optional' in schema
}

/** Every schema that success may answer. */
export function answers(operation: Operation): Schema[] {
  return [operation.returns, ...Object.values(operation.alsoReturns ?? {})]
    .filter((schema) => schema !== null && schema !== undefined)
    .map(asSchema)
}

/** Notes every model that the operation sends and receives. */
export function registerModels(operation: Operation, models: Models): void {
  const { service } = operation
  const query = querySchema(operation)
  if (query) models.register(withoutPaging(query), 'input', service)
  const body = operation.body && asSchema(operation.body)
  if (body && isParamsObject(body))
    for (const member of members(body)) models.register(member.schema, 'input', service)
  else if (body) models.register(body, 'input', service)
  for (const answer of answers(operation)) {
    if (answer['x-page']) models.register(items(answer), 'output', service)
    else models.register(answer, 'output', service)
  }
}

/** A body that becomes the parameters themselves, member by member. */
function isParamsObject(body: Schema): boolean {
  return isObject(body) && !body.allOf && !body.anyOf && !body.oneOf
}

const pagingNames = ['before', 'after', 'limit', 'order']

function isPagedQuery(query: Schema): boolean {
  return pagingNames.every((name) => query.properties && name in query.properties)
}

/** The query without the parameters that `ListParams` has. */
function withoutPaging(query: Schema): Schema {
  if (!isPagedQuery(query)) return query
  const properties = Object.fromEntries(
    Object.entries(query.properties ?? {}).filter(([name]) => !pagingNames.includes(name)),
  )
  return { ...query, properties }
}

function items(list: Schema): Schema {
  return list.properties?.data?.items as Schema
}

/** A list that is never paged: `{object: 'list', data}`. */
function isList(schema: Schema): boolean {
  const { object, data, ...others } = schema.properties ?? {}
  return object?.const === 'list' && data?.items !== undefined && Object.keys(others).length === 0
}

/** The parameters of one method. */
type Parameters = {
  /** The declaration of the parameters' own type, where they have one. */
  declaration: string
  type: string
  optional: boolean
}

/** Makes the code of one operation. */
export class OperationCode {
  readonly #operation: Operation
  readonly #models: Models
  readonly #imports: Imports
  readonly #query: Schema | undefined
  readonly #body: Schema | undefined

  constructor(operation: Operation, models: Models, imports: Imports) {
    this.#operation = operation
    this.#models = models
    this.#imports = imports
    this.#query = querySchema(operation)
    this.#body = operation.body && asSchema(operation.body)
  }

  /** `CreateOrganizationParams` */
  get paramsName(): string {
    return `${pascalCase(this.#operation.name)}Params`
  }

  /** What the generic mapping of names must know, as the entry of a table; nothing for most operations. */
  wireNotes(): string | undefined {
    const { name } = this.#operation
    const request = this.#body ? opaquePaths(this.#body) : []
    const response = [...new Set(answers(this.#operation).flatMap(opaquePaths))].filter(
      (path) => !this.#isEventData(path),
    )
    const names = irregularNames([
      ...new Set([
        ...(this.#query ? wireNames(this.#query) : []),
        ...(this.#body ? wireNames(this.#body) : []),
      ]),
    ])
    const readers = answers(this.#operation).flatMap((answer) => eventPaths(answer))
    const entries = [
      request.length > 0 && `request: [${request.map(literal).join(', ')}]`,
      response.length > 0 && `response: [${response.map(literal).join(', ')}]`,
      Object.keys(names).length > 0 &&
        `names: { ${Object.entries(names)
          .map(([ours, wire]) => `${quoted(ours)}: ${literal(wire)}`)
          .join(', ')} }`,
      readers.length > 0 &&
        `readers: { ${readers.map((path) => `${literal(path)}: ${this.#eventReader()}`).join(', ')} }`,
    ].filter(Boolean)
    return entries.length > 0 ? `  ${name}: { ${entries.join(', ')} },\n` : undefined
  }

  #eventReader(): string {
    return this.#imports.value(eventTypesFile, 'readEvent')
  }

  #isEventData(path: string): boolean {
    return answers(this.#operation)
      .flatMap((answer) => eventPaths(answer))
      .some((event) => path.startsWith(`${event}.`))
  }

  /** The type of the parameters, and its declaration where it has one of its own. */
  parameters(): Parameters | undefined {
    const query = this.#query && withoutPaging(this.#query)
    const paged = this.#query !== undefined && isPagedQuery(this.#query)
    const needsToken = this.#operation.auth === 'access_token'
    if (!this.#query && !this.#body && !needsToken) return undefined
    const body = this.#body
    const optional =
      !needsToken && !query?.required?.length && (!body || (isParamsObject(body) && !body.required?.length))
    const inline = [
      needsToken ? tokenMember : '',
      query ? this.#models.memberLines(query, 'input', this.#imports) : '',
      body && isParamsObject(body) ? this.#models.memberLines(body, 'input', this.#imports) : '',
    ].join('')
    const others = [
      ...(paged ? [this.#imports.type('page.ts', 'ListParams')] : []),
      ...(body && !isParamsObject(body) ? [this.#models.type(body, 'input', this.#imports)] : []),
    ]
    if (inline === '' && others.length === 1 && paged) return { declaration: '', type: others[0]!, optional }
    return { declaration: this.#declareParams(inline, others), type: this.paramsName, optional }
  }

  #declareParams(inline: string, others: readonly string[]): string {
    const comment = docs([`Parameters of \`${this.#operation.name}\`.`])
    const exported = `${comment}export`
    if (inline === '') return `${exported} type ${this.paramsName} = ${others.join(' & ')}\n`
    const isInterface = others.every((other) => other === 'ListParams')
    if (isInterface) {
      const parents = others.length > 0 ? ` extends ${others.join(', ')}` : ''
      return `${exported} interface ${this.paramsName}${parents} {\n${inline}}\n`
    }
    return `${exported} type ${this.paramsName} = {\n${inline}} & ${others.map((other) => `(${other})`).join(' & ')}\n`
  }

  method(): string {
    const { name } = this.#operation
    const parameters = this.parameters()
    const path = pathParameters(this.#operation.path).map((parameter) => `${toCamelCase(parameter)}: string`)
    const options = `options?: ${this.#imports.type('request.ts', 'RequestOptions')}`
    const params = parameters && `params${parameters.optional ? '?' : ''}: ${parameters.type}`
    const signature = [...path, ...(params ? [params] : []), options].join(', ')
    return `${this.#documentation()}  ${name}(${signature}): ${this.#returnType()} {\n${this.#statement()}  }\n`
  }

  #documentation(): string {
    const { summary, description, throws = [], emits = [], deprecated } = this.#operation
    const errorClass = (declared: { status: number; shape: string }) =>
      declared.shape === 'oauth' && declared.status === 400
        ? 'OAuthError'
        : (errorClasses[declared.status] ?? 'ApiError')
    const errors = throws.map((declared) => {
      const code = ['message', 'error'].includes(declared.shape) ? '' : ` \`${declared.code}\`:`
      return `@throws {${errorClass(declared)}}${code} ${declared.message}`
    })
    const events = emits.map((event) => `\`${event}\``)
    return docs(
      [
        sentence(summary),
        description,
        events.length > 0 && `Events: ${events.join(', ')}.`,
        ...new Set(errors),
        deprecated && '@deprecated',
      ],
      '  ',
    )
  }

  #returnType(): string {
    const { returns, mediaType, alsoReturns } = this.#operation
    if (mediaType && mediaType !== 'application/json') return 'Promise<string>'
    const answer = returns && asSchema(returns)
    if (answer?.['x-page'])
      return `${this.#imports.type('page.ts', 'PagePromise')}<${this.#itemType(answer)}>`
    if (answers(this.#operation).length === 0) return 'Promise<void>'
    const types = answers(this.#operation).map((schema) =>
      isList(schema)
        ? `${this.#imports.type('page.ts', 'List')}<${this.#itemType(schema)}>`
        : this.#models.type(schema, 'output', this.#imports),
    )
    const nothing = !returns || Object.values(alsoReturns ?? {}).includes(null) ? ['undefined'] : []
    return `Promise<${[...new Set([...types, ...nothing])].join(' | ')}>`
  }

  #itemType(list: Schema): string {
    return this.#models.type(items(list), 'output', this.#imports)
  }

  /** The statement that makes the call. */
  #statement(): string {
    const { method, path, returns, mediaType, auth } = this.#operation
    const template = `path\`${path.replace(/\{([^}]+)\}/g, (_, parameter: string) => `\${${toCamelCase(parameter)}}`)}\``
    this.#imports.value('path.ts', 'path')
    const [prelude, given] = this.#split()
    const call = [
      ...given,
      ...(this.wireNotes() ? [`wire: wire.${this.#operation.name}`] : []),
      ...(auth === 'access_token' ? ['credential: { accessToken }'] : []),
      ...(auth === 'none' || auth === 'client_id' ? [`credential: 'none'`] : []),
    ]
    const rest = `${call.length > 0 ? `{ ${call.join(', ')} }` : '{}'}, options`
    if (returns && asSchema(returns)['x-page'])
      return `${prelude}    return this.client.list(${template}, ${rest})\n`
    const verb =
      mediaType && mediaType !== 'application/json'
        ? 'requestText'
        : answers(this.#operation).length > 0
          ? 'request'
          : 'send'
    return `${prelude}    return this.client.${verb}('${method}', ${template}, ${rest})\n`
  }

  /** Which of the parameters go where: a statement that takes them apart, and the members of the call. */
  #split(): [prelude: string, call: string[]] {
    const query = this.#query
      ? Object.keys(this.#query.properties ?? {}).map((name) => toCamelCase(name))
      : []
    const optional = this.parameters()?.optional ? ' ?? {}' : ''
    const token = this.#operation.auth === 'access_token' ? ['accessToken'] : []
    if (this.#body && (query.length > 0 || token.length > 0)) {
      const call = [...(query.length > 0 ? [`query: { ${query.join(', ')} }`] : []), 'body']
      return [`    const { ${[...token, ...query].join(', ')}, ...body } = params${optional}\n`, call]
    }
    if (token.length > 0) {
      return query.length > 0
        ? ['    const { accessToken, ...query } = params\n', ['query']]
        : ['    const { accessToken } = params\n', []]
    }
    if (this.#body) return ['', [`body: params`]]
    return query.length > 0 ? ['', ['query: params']] : ['', []]
  }
}

const tokenMember = `  /** The token of the signed-in user on whose behalf the call is made. */\n  accessToken: string\n`

const errorClasses: Readonly<Record<number, string>> = {
  401: 'AuthenticationError',
  403: 'AuthorizationError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitExceededError',
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
