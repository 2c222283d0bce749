import Type, {
  type Static,
  type TEnum,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from 'typebox'

/**
 * The building blocks of models. Each is JSON Schema with a few annotations that the generator, the server and
 * the OpenAPI document read:
 *
 * - `x-model`: the schema has a name and becomes a component of its own.
 * - `x-secret`: the value is a credential; it is redacted from logs and wrapped by the SDK.
 * - `x-opaque`: the object's keys belong to the customer; no reader may rename them.
 * - `x-open-enum`: the list of values may grow; a reader must not break on a new one.
 * - `x-id`: the prefix of the identifier.
 * - `x-discriminator`: the member whose value tells the variants of a union apart.
 * - `x-invalid-code`: the code with which a value outside of the enumeration is refused, where it is not `invalid`.
 * - `x-event-data`: the object is the data of an event; the catalogue has its model, under the event's name.
 */

/** What a schema may say about itself. */
type Annotations = { description?: string; examples?: unknown[]; deprecated?: boolean }

/** A named object: `object` is the discriminator that the wire carries, when it carries one. */
export function model<P extends TProperties>(name: string, properties: P, annotations: Annotations = {}) {
  return Type.Object(described(properties), { 'x-model': name, ...annotations }) as TObject<P>
}

/** Members that are the same everywhere, and so need not be described by each model. */
const wellKnown: Readonly<Record<string, string>> = {
  active: 'Whether there is one that works.',
  application_type: 'Whether people sign in by it, or it acts for itself.',
  auth_method: 'How the account is connected.',
  created_at: 'When it was created.',
  data: 'What the list holds.',
  description: 'What it is for.',
  first_name: "The person's first name.",
  grant_type: 'Which grant this is.',
  id: 'Its identifier.',
  kind: 'Which kind it is.',
  last_name: "The person's last name.",
  object: 'What kind of object this is.',
  status: 'How it went.',
  token_type: 'How the token is sent.',
  type: 'Which kind it is.',
  updated_at: 'When it last changed.',
}

function described<P extends TProperties>(properties: P): P {
  const members = Object.entries(properties).map(([name, schema]) => {
    const description = wellKnown[name]
    if (!description || 'description' in schema || 'x-model' in schema) return [name, schema]
    // The schema library keeps marks in hidden members, which a spread would lose.
    const value = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema))
    return [name, Object.assign(value, { description })]
  })
  return Object.fromEntries(members) as P
}

/** Gives a name to a schema that is not a plain object, such as a union. */
export function named<S extends TSchema>(name: string, schema: S): S {
  return { ...schema, 'x-model': name }
}

/** An identifier made by Portico: the prefix, an underscore and a ULID. Readers treat it as opaque. */
export function id(prefix: string, description?: string) {
  return Type.String({
    'x-id': prefix,
    ...(description && { description }),
    examples: [`${prefix}_01KA9Z3V8Q4M7T2R5W6X0Y1B3C`],
  })
}

/** An instant, ISO 8601 in UTC with milliseconds: `2026-01-15T12:00:00.000Z`. */
export function timestamp(description?: string) {
  return Type.String({
    format: 'date-time',
    ...(description && { description }),
    examples: ['2026-01-15T12:00:00.000Z'],
  })
}

/** The schema, or null. On update routes null clears the value and absence keeps it. */
export function nullable<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  const { type, enum: values, ...rest } = schema as TSchema & { type?: string; enum?: unknown[] }
  if (typeof type === 'string' && !('x-model' in schema)) {
    return { ...rest, type: [type, 'null'], ...(values && { enum: [...values, null] }) } as never
  }
  return Type.Union([schema, Type.Null()]) as never
}

/** A credential or other value that must never be logged. */
export function secret<S extends TSchema>(schema: S): S {
  return { ...schema, 'x-secret': true }
}

/** A closed set of values: anything else is refused on the way in. */
export function oneOf<const V extends readonly string[]>(values: V, annotations: Annotations = {}) {
  return { ...Type.String(annotations), enum: [...values] } as unknown as TEnum<[...V]>
}

/** One of several objects, told apart by the value of one member. */
export function variants<const S extends TSchema[]>(
  discriminator: string,
  schemas: [...S],
  annotations: Annotations = {},
) {
  return Type.Union(schemas, { 'x-discriminator': discriminator, ...annotations })
}

/** An e-mail address. */
export function email(description?: string) {
  return Type.String({ format: 'email', ...(description && { description }), examples: ['ada@example.com'] })
}

/** A set of values that may grow: readers must carry a value they do not know. */
export function openEnum<const V extends readonly string[]>(values: V, annotations: Annotations = {}) {
  return { ...oneOf(values, annotations), 'x-open-enum': true }
}

/** Exactly this value. */
export function literal<const V extends string | number | boolean>(value: V, annotations: Annotations = {}) {
  return Type.Literal(value, annotations)
}

/** The `object` member that tells the kind of an object on the wire. */
export const kind = <const V extends string>(value: V) => Type.Literal(value)

/** A map whose keys belong to the customer. */
export function opaqueMap<S extends TSchema>(
  values: S,
  annotations: Annotations & Record<string, unknown> = {},
) {
  return Type.Unsafe<Record<string, Static<S>>>({
    type: 'object',
    additionalProperties: values,
    'x-opaque': true,
    ...annotations,
  })
}

/** Free-form JSON object whose keys belong to the customer. */
export function opaqueObject(annotations: Annotations = {}) {
  return Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    additionalProperties: true,
    'x-opaque': true,
    ...annotations,
  })
}

/** Most pairs that `metadata` may hold. */
export const metadataMaxPairs = 50
/** Longest `metadata` key, in characters. */
export const metadataMaxKeyLength = 40
/** Longest `metadata` value, in characters. */
export const metadataMaxValueLength = 600

/** Metadata as it is read back: strings by the customer's own keys. */
export const Metadata = opaqueMap(Type.String({ maxLength: metadataMaxValueLength }), {
  description: "The customer's own key-value pairs.",
  maxProperties: metadataMaxPairs,
  propertyNames: { maxLength: metadataMaxKeyLength },
  examples: [{ tier: 'diamond' }],
})

/** An identifier from the customer's own system: ASCII, at most 128 characters. */
export const ExternalId = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[\\x00-\\x7F]+$',
  description: "The object's identifier in your own system.",
  examples: ['customer_42'],
})

/** Query parameter that holds several values: `a,b`, repeated, or with brackets. */
export function csv<S extends TSchema>(items: S, annotations: Annotations = {}) {
  return Type.Array(items, { 'x-csv': true, ...annotations })
}

/** Order of a list. `normal` is the oldest clients' word for newest first with the cursors swapped. */
export const PaginationOrder = named('PaginationOrder', {
  ...oneOf(['normal', 'desc', 'asc'], {
    description: 'Sort order by creation: newest first (`desc`) or oldest first (`asc`).',
  }),
  default: 'desc',
})

/** The four parameters that every cursor-paged list takes. */
export const paging = {
  before: Type.Optional(
    Type.String({ description: 'Return the page that ends just before the object with this ID.' }),
  ),
  after: Type.Optional(
    Type.String({ description: 'Return the page that begins just after the object with this ID.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'How many objects a page holds.' }),
  ),
  order: Type.Optional(PaginationOrder),
}

/** Cursors of a page: the IDs to pass as `before` and `after`, null where the list ends. */
export const ListMetadata = model(
  'ListMetadata',
  {
    before: nullable(Type.String({ description: 'ID to pass as `before` for the previous page.' })),
    after: nullable(Type.String({ description: 'ID to pass as `after` for the next page.' })),
  },
  { description: 'Where the pages before and after begin.' },
)

/** One page of a cursor-paged list. */
export function page<S extends TSchema>(items: S) {
  return Type.Object(
    { object: kind('list'), data: Type.Array(items), list_metadata: ListMetadata },
    { 'x-page': true },
  )
}

/** A whole list that is never paged. */
export function list<S extends TSchema>(items: S) {
  return Type.Object({ object: kind('list'), data: Type.Array(items) })
}
