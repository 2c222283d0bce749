import { DecodeError } from '../errors.ts'

/** What a schema of your own library is: the interface of https://standardschema.dev, version 1, which most have. */
export type Schema<Output = unknown> = {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
  }
}

/** The value as the schema has it, or what is wrong with it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** One thing that is wrong with a value. */
export type SchemaIssue = {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** A value as a schema has it; `Otherwise` where there is none. */
export type Validated<S, Otherwise> = S extends Schema<infer Output> ? Output : Otherwise

/**
 * The value as the schema has it.
 *
 * @throws {DecodeError} it does not fit: the message says where, and never what is there
 */
export async function validated(schema: Schema, value: unknown, rawBody: () => string): Promise<unknown> {
  const result = await schema['~standard'].validate(value)
  if (!result.issues) return result.value
  const places = result.issues.slice(0, mostPlaces).map(placeOf)
  throw new DecodeError(`The event does not fit the schema: ${places.join(', ')}.`, { rawBody: rawBody() })
}

/** How many places a message names. */
const mostPlaces = 5

/** Libraries quote the value in their messages, so that those are not repeated. */
function placeOf({ path = [] }: SchemaIssue): string {
  return path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || 'the whole'
}
