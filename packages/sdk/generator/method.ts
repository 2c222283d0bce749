import { type ErrorDeclaration, invalidBodies, type Operation } from '@portico/contract'
import { sdkSnippet } from '@portico/contract/examples'
import { isAuthenticateCode } from '../src/authenticate-error.ts'
import { toCamelCase } from '../src/naming.ts'
import { docs, inOurNames } from './docs.ts'
import { pascalCase } from './names.ts'
import { wireNotes } from './notes.ts'
import {
  answers,
  bodySchema,
  isList,
  isPage,
  isText,
  isUnnamed,
  itemsOf,
  mayBeEmpty,
  querySchema,
} from './operation.ts'
import {
  type Context,
  type Declaration,
  parametersOf,
  partsOf,
  pathParametersOf,
  type Types,
} from './parameters.ts'
import { hasMember, type Schema } from './schema.ts'
import { wireNames } from './wire.ts'

/** The types that stand beside the class for one operation: its parameters, and an answer without a name. */
export function declarationsOf(operation: Operation, context: Types): Declaration[] {
  const unnamed = answers(operation).find(isUnnamed)
  return [
    parametersOf(operation, context)?.declaration,
    unnamed && declareResult(operation, unnamed, context),
  ].filter((declaration) => declaration !== undefined)
}

const resultName = ({ name }: Operation) => `${pascalCase(name)}Result`

function declareResult(operation: Operation, answer: Schema, { models, imports }: Types): Declaration {
  const name = resultName(operation)
  const comment = docs([`What \`${operation.name}\` answers.`])
  return {
    name,
    code: `${comment}export interface ${name} ${models.objectType(answer, 'output', imports)}\n`,
  }
}

/** The method of one operation. */
export function methodCode(operation: Operation, context: Context): string {
  const parameters = parametersOf(operation, context)
  const signature = [
    ...pathParametersOf(operation, context).map(({ name, type }) => `${name}: ${type}`),
    ...(parameters ? [`params${parameters.optional ? '?' : ''}: ${parameters.type}`] : []),
    `options?: ${context.imports.type('request.ts', 'RequestOptions')}`,
  ]
  const { statement, call } = partsOf(operation, parameters)
  return `${documentation(operation, context)}\
  ${operation.name}(${signature.join(', ')}): ${returnType(operation, context)} {
${statement}    return ${callExpression(operation, call, context)}
  }
`
}

function callExpression(operation: Operation, parts: readonly string[], context: Context): string {
  const { method, path, name, auth } = operation
  const tag = context.imports.value('path.ts', 'path')
  const template = `${tag}\`${path.replace(/\{([^}]+)\}/g, (_, parameter: string) => `\${${toCamelCase(parameter)}}`)}\``
  const answered = answers(operation)
  const call = [
    ...parts,
    ...(wireNotes(operation, context) ? [`wire: wire.${name}`] : []),
    ...(auth === 'api_key' ? [] : [`credential: ${credential(operation)}`]),
    ...(answered.length > 0 && mayBeEmpty(operation) ? ['mayBeEmpty: true'] : []),
  ]
  const rest = `{ ${call.join(', ')} }, options`
  if (answered.some(isPage)) return `this.client.list(${template}, ${rest})`
  const verb = isText(operation) ? 'requestText' : answered.length > 0 ? 'request' : 'send'
  return `this.client.${verb}('${method}', ${template}, ${rest})`
}

/** How the call says who makes it. */
function credential(operation: Operation): string {
  if (operation.auth === 'access_token') return '{ accessToken }'
  if (operation.auth === 'none') return `'none'`
  const body = bodySchema(operation)
  return body && hasMember(body, 'client_secret') ? `'clientSecret'` : `'clientId'`
}

/** What the method answers, as a type. */
export function returnType(operation: Operation, { models, imports }: Types): string {
  if (isText(operation)) return 'Promise<string>'
  const answered = answers(operation)
  if (answered.length === 0) return 'Promise<void>'
  const itemType = (list: Schema) => models.type(itemsOf(list), 'output', imports)
  const page = answered.find(isPage)
  if (page) return `${imports.type('page.ts', 'PagePromise')}<${itemType(page)}>`
  const types = answered.map((answer) => {
    if (isList(answer)) return `${imports.type('page.ts', 'List')}<${itemType(answer)}>`
    return isUnnamed(answer) ? resultName(operation) : models.type(answer, 'output', imports)
  })
  return `Promise<${[...new Set([...types, ...(mayBeEmpty(operation) ? ['undefined'] : [])])].join(' | ')}>`
}

function documentation(operation: Operation, context: Types): string {
  const { summary, description = '', emits = [], deprecated } = operation
  const known = [querySchema(operation), bodySchema(operation)].flatMap((schema) =>
    schema ? wireNames(schema) : [],
  )
  return docs(
    [
      inOurNames(/[.!?]$/.test(summary) ? summary : `${summary}.`, known),
      inOurNames(description, known),
      exclusion(operation),
      emits.length > 0 && `Events: ${emits.map((event) => `\`${event}\``).join(', ')}.`,
      ...pathParametersOf(operation, context).map(
        ({ name, description }) => description && `@param ${name} ${description}`,
      ),
      ...new Set(refusals(operation).toSorted(byStatusAndCode).map(thrown)),
      { code: `@example\n${sdkSnippet(operation)}` },
      deprecated && '@deprecated',
    ],
    '  ',
  )
}

/** Says which of the parameters cannot be given together. */
export function exclusion({ exclusive, exclusiveRequired }: Operation): string | undefined {
  if (!exclusive) return undefined
  const quote = (name: string) =>
    name.endsWith('?') ? `perhaps \`${toCamelCase(name.slice(0, -1))}\`` : `\`${toCamelCase(name)}\``
  const groups = exclusive.map((names) => names.map(quote).join(' and '))
  return `Takes ${exclusiveRequired ? 'exactly' : 'at most'} one of: ${groups.join('; ')}.`
}

/** What the operation may refuse: what it declares, a parameter that does not fit, and the credential. */
export function refusals({ auth, query, body, invalid, throws = [] }: Operation): ErrorDeclaration[] {
  const { status } = invalidBodies[invalid]
  const shape = invalid === 'oauth' ? 'oauth' : 'message'
  return [
    ...throws,
    ...(query || body
      ? [{ status, shape, code: 'invalid_request', message: 'A parameter does not fit.' } as const]
      : []),
    ...(auth === 'api_key'
      ? [
          {
            status: 401,
            shape: 'message',
            code: 'unauthorized',
            message: 'The API key is not valid.',
          } as const,
        ]
      : []),
  ]
}

const errorClasses: Readonly<Record<number, string>> = {
  401: 'AuthenticationError',
  403: 'AuthorizationError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitExceededError',
}

/** Orders errors by status and code. The contract's order is not always one: some lists are a module's exports. */
export function byStatusAndCode(a: ErrorDeclaration, b: ErrorDeclaration): number {
  const key = ({ status, code, message }: ErrorDeclaration) => [status, code, message].join(' ')
  return key(a) < key(b) ? -1 : 1
}

/** The class of the package in which the error arrives. */
export function errorClass({ status, shape, code }: ErrorDeclaration): string {
  if (isAuthenticateCode(code)) return 'AuthenticateError'
  const other = errorClasses[status] ?? (status >= 500 ? 'ServerError' : 'APIError')
  return shape === 'oauth' && status === 400 ? 'OAuthError' : other
}

/** The code that the error arrives with: two of the shapes carry none. */
export function errorCode({ shape, code }: ErrorDeclaration): string | undefined {
  return shape === 'message' || shape === 'error' ? undefined : code
}

function thrown(declaration: ErrorDeclaration): string {
  const code = errorCode(declaration)
  return `@throws {${errorClass(declaration)}}${code ? ` \`${code}\`:` : ''} ${declaration.message}`
}
