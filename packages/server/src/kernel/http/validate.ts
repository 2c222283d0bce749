import type { Operation } from '@portico/contract'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import Type, { type TProperties, type TSchema } from 'typebox'
import { type FieldError, InvalidRequestError } from './errors.ts'
import { type QueryValues, splitLists } from './query-string.ts'

const settings = {
  allErrors: true,
  strict: false,
  removeAdditional: false,
  useDefaults: true,
  // Errors bring the schema that they broke, for its annotations.
  verbose: true,
} as const
// Bodies are taken as they are: null is not absent, '1' is not 1. Query strings know only text.
const bodies = (addFormats as unknown as typeof addFormats.default)(
  new Ajv({ ...settings, useDefaults: false }),
)
const queries = (addFormats as unknown as typeof addFormats.default)(
  new Ajv({ ...settings, coerceTypes: true }),
)

/** What of an operation says what its requests look like. */
type Validated = Pick<Operation, 'query' | 'body' | 'exclusive' | 'exclusiveRequired'>

export type Validator = {
  body(value: unknown): unknown
  query(values: QueryValues): unknown
}

/**
 * The validators of an operation, compiled when first used: compiling all at the start would cost most of a second
 * and a hundred megabytes.
 */
export function validatorOf(operation: Validated): Validator {
  let validateBody: ValidateFunction | undefined
  let validateQuery: ValidateFunction | undefined
  const lists = Object.entries(operation.query ?? {})
    .filter(([, schema]) => 'x-csv' in schema)
    .map(([name]) => name)

  return {
    body(value) {
      if (!operation.body) return undefined
      // A client that has nothing to say may send nothing.
      const given = value === undefined ? {} : value
      validateBody ??= bodies.compile(operation.body)
      if (!validateBody(given))
        throw new InvalidRequestError(fieldErrors(validateBody.errors, operation.body))
      requireExclusive(operation, given as Record<string, unknown>)
      return given
    },
    query(values) {
      if (!operation.query) return values
      splitLists(values, lists)
      // Clients that have no value for a parameter send it empty.
      for (const name in values) if (values[name] === '') delete values[name]
      validateQuery ??= queries.compile(Type.Object(operation.query as TProperties))
      if (!validateQuery(values)) throw new InvalidRequestError(fieldErrors(validateQuery.errors))
      return values
    },
  }
}

/** Refuses a body that gives more than one of the exclusive groups, half of one, or none where one is needed. */
function requireExclusive({ exclusive, exclusiveRequired }: Validated, body: Record<string, unknown>) {
  if (!exclusive) return
  const isGiven = (name: string) => body[name] !== undefined
  const given = exclusive.filter((group) => group.some(isGiven))
  const choices = exclusive.map((group) => group.join(' with ')).join(', or ')
  const refuse = (fields: readonly string[], code: string, message: string) => {
    throw new InvalidRequestError(fields.map((field) => ({ field, code, message })))
  }
  if (given.length > 1) refuse(given.flat().filter(isGiven), 'exclusive', `Give only one of: ${choices}.`)
  if (given.length === 0 && exclusiveRequired)
    refuse(exclusive[0] ?? [], 'required', `Give one of: ${choices}.`)
  const missing = given.flat().filter((name) => !isGiven(name))
  if (missing.length > 0)
    refuse(missing, 'required', `Is required with ${given.flat().filter(isGiven).join(', ')}.`)
}

const maxReported = 20

/** Ajv's errors in the wire's words: the member, a code, and what to do. */
function fieldErrors(errors: ErrorObject[] | null | undefined, schema?: TSchema): FieldError[] {
  // A union reports what every branch missed; when nothing else went wrong, all of it is what we know.
  const relevant = (errors ?? []).filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'if')
  const seen = new Set<string>()
  return (relevant.length > 0 ? relevant : (errors ?? []))
    .map((error) => toFieldError(error, schema))
    .filter(({ field, code }) => {
      const known = seen.has(`${field} ${code}`)
      seen.add(`${field} ${code}`)
      return !known
    })
    .slice(0, maxReported)
}

function toFieldError(error: ErrorObject, schema?: TSchema): FieldError {
  const path = error.instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~').split('/').join('.')
  const { params } = error as { params: Record<string, unknown> }
  switch (error.keyword) {
    case 'required': {
      const field = path ? `${path}.${params.missingProperty}` : String(params.missingProperty)
      return { field, code: 'required', message: `${params.missingProperty} is required.` }
    }
    case 'type': {
      const expected = schema && path === '' ? 'a JSON object' : article(String(params.type))
      return { field: path, code: 'invalid_type', message: `Must be ${expected}.` }
    }
    case 'enum':
      return {
        field: path,
        code: (error.parentSchema?.['x-invalid-code'] as string | undefined) ?? 'invalid',
        message: `Must be one of: ${listed(params.allowedValues as unknown[])}.`,
      }
    case 'const':
      return { field: path, code: 'invalid', message: `Must be ${JSON.stringify(params.allowedValue)}.` }
    case 'pattern':
      return { field: path, code: 'invalid', message: 'Holds characters that are not allowed here.' }
    default:
      return { field: path, code: 'invalid', message: `${capitalize(error.message ?? 'is not valid')}.` }
  }
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const article = (type: string) => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`).replaceAll(',', ' or ')

/** More than anybody reads: what is left out is not passed over in silence. */
const maxListed = 60

const listed = (values: readonly unknown[]) =>
  values.length <= maxListed
    ? values.join(', ')
    : `${values.slice(0, maxListed).join(', ')}, or one of ${values.length - maxListed} more`
