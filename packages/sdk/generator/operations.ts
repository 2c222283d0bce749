import type { ErrorDeclaration, Operation } from '@portico/contract'
import { pathParameters } from '@portico/contract'
import { toCamelCase } from '../src/wire.ts'
import { docs, inOurNames } from './docs.ts'
import { eventTypesFile } from './events.ts'
import type { Imports } from './imports.ts'
import type { Models } from './models.ts'
import { literal, pascalCase, quoted } from './names.ts'
import { asSchema, hasMember, isObject, members, type Schema, withOptional } from './schema.ts'
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

/** The body as the caller gives it: the client knows its own ID and secret. */
function bodySchema({ auth, body }: Operation): Schema | undefined {
  if (!body) return undefined
  return auth === 'client_id' ? withOptional(asSchema(body), ['client_id', 'client_secret']) : asSchema(body)
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
  const body = bodySchema(operation)
  if (body && isParamsObject(body))
    for (const member of members(body)) models.register(member.schema, 'input', service)
  else if (body) models.register(body, 'input', service)
  for (const answer of answers(operation)) {
    if (answer['x-page']) models.register(items(answer), 'output', service)
    else models.register(answer, 'output', service)
  }
}

/** Gives the models that the operation answers to its service. The first operation of the contract has the last word. */
export function settleModels(operation: Operation, models: Models): void {
  for (const answer of answers(operation)) {
    for (const schema of [answer, [answer.properties?.data?.items ?? []].flat()].flat()) {
      models.settle(schema, operation.service)
    }
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

/** An object of the contract that is no model. */
function isUnnamed(schema: Schema): boolean {
  return isObject(schema) && !schema['x-model']
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
    this.#body = bodySchema(operation)
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
    if (inline === '' && others.length === 0) return undefined
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

  /** `ListObjectVersionsResult`, for an answer to which the contract gives no name. */
  get #resultName(): string {
    return `${pascalCase(this.#operation.name)}Result`
  }

  /** The type of what is answered, where the contract gives it no name. */
  result(): { type: string; declaration: string } | undefined {
    const unnamed = answers(this.#operation).find(
      (schema) => isUnnamed(schema) && !schema['x-page'] && !isList(schema),
    )
    if (!unnamed) return undefined
    const comment = docs([`What \`${this.#operation.name}\` answers.`])
    const type = this.#resultName
    const members = this.#models.objectType(unnamed, 'output', this.#imports)
    return { type, declaration: `${comment}export interface ${type} ${members}\n` }
  }

  method(): string {
    const { name } = this.#operation
    const parameters = this.parameters()
    const path = this.#pathParameters().map(({ name, type }) => `${name}: ${type}`)
    const options = `options?: ${this.#imports.type('request.ts', 'RequestOptions')}`
    const params = parameters && `params${parameters.optional ? '?' : ''}: ${parameters.type}`
    const signature = [...path, ...(params ? [params] : []), options].join(', ')
    return `${this.#documentation()}  ${name}(${signature}): ${this.#returnType()} {\n${this.#statement()}  }\n`
  }

  #pathParameters(): { name: string; type: string; description: string | undefined }[] {
    const declared = this.#operation.params ?? {}
    return pathParameters(this.#operation.path).map((parameter) => {
      const schema = declared[parameter] && asSchema(declared[parameter])
      const type = schema ? this.#models.type(schema, 'input', this.#imports) : 'string'
      return { name: toCamelCase(parameter), type, description: schema?.description }
    })
  }

  #documentation(): string {
    const { summary, description, throws = [], emits = [], deprecated } = this.#operation
    const known = [this.#query, this.#body].flatMap((schema) => (schema ? wireNames(schema) : []))
    const errors = throws.map((declared) => {
      const code = ['message', 'error'].includes(declared.shape) ? '' : ` \`${declared.code}\`:`
      return `@throws {${errorClass(declared)}}${code} ${declared.message}`
    })
    const events = emits.map((event) => `\`${event}\``)
    return docs(
      [
        inOurNames(sentence(summary), known),
        description && inOurNames(description, known),
        this.#exclusion(),
        events.length > 0 && `Events: ${events.join(', ')}.`,
        ...this.#pathParameters().map(
          ({ name, description }) => description && `@param ${name} ${description}`,
        ),
        ...new Set(errors),
        deprecated && '@deprecated',
      ],
      '  ',
    )
  }

  /** Says which of the parameters cannot be given together. */
  #exclusion(): string | undefined {
    const { exclusive, exclusiveRequired } = this.#operation
    if (!exclusive) return undefined
    const quote = (name: string) =>
      name.endsWith('?') ? `perhaps \`${toCamelCase(name.slice(0, -1))}\`` : `\`${toCamelCase(name)}\``
    const groups = exclusive.map((names) => names.map(quote).join(' and '))
    return `Takes ${exclusiveRequired ? 'exactly' : 'at most'} one of: ${groups.join('; ')}.`
  }

  #returnType(): string {
    const { returns, mediaType } = this.#operation
    if (isText(mediaType)) return 'Promise<string>'
    const answer = returns && asSchema(returns)
    if (answer?.['x-page'])
      return `${this.#imports.type('page.ts', 'PagePromise')}<${this.#itemType(answer)}>`
    if (answers(this.#operation).length === 0) return 'Promise<void>'
    const types = answers(this.#operation).map((schema) => {
      if (isList(schema)) return `${this.#imports.type('page.ts', 'List')}<${this.#itemType(schema)}>`
      return isUnnamed(schema) ? this.#resultName : this.#models.type(schema, 'output', this.#imports)
    })
    return `Promise<${[...new Set([...types, ...(this.#mayBeEmpty() ? ['undefined'] : [])])].join(' | ')}>`
  }

  /** Whether success may come without a body, though it may also have one. */
  #mayBeEmpty(): boolean {
    const { returns, alsoReturns = {} } = this.#operation
    return !returns || Object.values(alsoReturns).includes(null)
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
    const answered = answers(this.#operation).length > 0
    const call = [
      ...given,
      ...(this.wireNotes() ? [`wire: wire.${this.#operation.name}`] : []),
      ...(auth === 'access_token' ? ['credential: { accessToken }'] : []),
      ...(auth === 'none' ? [`credential: 'none'`] : []),
      ...(auth === 'client_id' ? [`credential: '${this.#clientCredential()}'`] : []),
      ...(answered && this.#mayBeEmpty() ? ['mayBeEmpty: true'] : []),
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

  /** How the client says who it is, where it does so in the body. */
  #clientCredential(): string {
    return this.#body && hasMember(this.#body, 'client_secret') ? 'clientSecret' : 'clientId'
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
    if (this.#body) return ['', this.parameters() ? ['body: params'] : []]
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

/** The class that `readError` makes of the error. */
function errorClass({ status, shape }: ErrorDeclaration): string {
  if (shape === 'oauth' && status === 400) return 'OAuthError'
  return errorClasses[status] ?? (status >= 500 ? 'ServerError' : 'ApiError')
}

function isText(mediaType: string | undefined): boolean {
  return mediaType !== undefined && mediaType !== 'application/json'
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
