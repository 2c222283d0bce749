import type { Operation } from '@portico/contract'
import { sdkSnippet } from '@portico/contract/examples'
import { inOurNames } from '../docs.ts'
import { Imports } from '../imports.ts'
import { byStatusAndCode, errorClass, errorCode, exclusion, refusals, returnType } from '../method.ts'
import { bodySchema, isFlat, isPagedQuery, ownQuery, querySchema } from '../operation.ts'
import { parametersOf, pathParametersOf } from '../parameters.ts'
import { wireNames } from '../wire.ts'
import { fenced, type HandWrittenMethod } from './hand-written.ts'
import { code, paragraphs, table } from './markdown.ts'
import { parameterRows } from './model-section.ts'
import { oneLine, type Types } from './types.ts'

const origins = {
  spec: 'the WorkOS specification',
  sdk: 'the official SDKs',
  legacy: 'the first generation of the API',
  portico: 'Portico',
}

const credentials = {
  api_key: 'an API key',
  client_id: 'a client ID',
  access_token: "a user's access token",
  none: 'no credential',
}

/** What one operation of the contract does, takes, answers and throws. */
export function methodSection(
  operation: Operation,
  override: HandWrittenMethod | undefined,
  types: Types,
): string {
  const { name, method, path, summary, description = '', origin, auth, emits = [], deprecated } = operation
  const known = [querySchema(operation), bodySchema(operation)].flatMap((schema) =>
    schema ? wireNames(schema) : [],
  )
  return paragraphs(
    `### ${name}`,
    deprecated && '**Deprecated.**',
    code(override?.signature ?? signature(operation, types)),
    inOurNames(/[.!?]$/.test(summary) ? summary : `${summary}.`, known),
    inOurNames(description, known),
    exclusion(operation),
    `${code(`${method} ${path}`)}, from ${origins[origin]}, with ${credentials[auth]}.${emits.length > 0 ? ` Events: ${emits.map(eventLink).join(', ')}.` : ''}`,
    table(['parameter', 'type', 'required', 'description'], rowsOf(operation, types)),
    `Answers ${types.linked(result(operation, types))}.`,
    fenced(sdkSnippet(operation) ?? ''),
    errors(operation),
  )
}

const eventLink = (event: string): string => `[${code(event)}](event-types.md)`

const context = ({ models }: Types) => ({ models, imports: new Imports() })

const result = (operation: Operation, types: Types) => returnType(operation, context(types))

function signature(operation: Operation, types: Types): string {
  const parameters = parametersOf(operation, context(types))
  const list = [
    ...pathParametersOf(operation, context(types)).map(({ name, type }) => `${name}: ${oneLine(type)}`),
    ...(parameters ? [`params${parameters.optional ? '?' : ''}: ${parameters.type}`] : []),
    'options?: RequestOptions',
  ]
  return `${operation.name}(${list.join(', ')}): ${result(operation, types)}`
}

function rowsOf(operation: Operation, types: Types): string[][] {
  const query = ownQuery(operation)
  const body = bodySchema(operation)
  const paged = isPagedQuery(querySchema(operation))
  return [
    ...pathParametersOf(operation, context(types)).map(({ name, type, description = '' }) => [
      code(name),
      code(oneLine(type)),
      'yes',
      description,
    ]),
    ...(operation.auth === 'access_token'
      ? [[code('accessToken'), code('Secret'), 'yes', "The signed-in user's token."]]
      : []),
    ...(query ? parameterRows(query, types) : []),
    ...(body && isFlat(body) ? parameterRows(body, types) : []),
    ...(body && !isFlat(body)
      ? [[code('params'), types.of(body, 'input'), 'yes', body.description ?? '']]
      : []),
    ...(paged
      ? [
          [
            ['limit', 'before', 'after', 'order'].map(code).join(', '),
            '',
            '',
            'See [lists](README.md#lists).',
          ],
        ]
      : []),
  ]
}

function errors(operation: Operation): string {
  const rows = refusals(operation)
    .toSorted(byStatusAndCode)
    .map((error) => [
      code(errorClass(error)),
      String(error.status),
      errorCode(error) ? code(error.code) : '',
      error.message,
    ])
  const distinct = new Map(rows.map((row) => [row.join(), row]))
  return table(['error', 'status', 'code', 'meaning'], [...distinct.values()])
}
