type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  examples?: unknown[]
  default?: unknown
  format?: string
  minimum?: number
  maxLength?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** A value that fits the schema: the examples in it, whole. Always the same one. */
export const sampleOf = (schema: object): unknown => sample(schema)

function sample(schema: Schema): unknown {
  if ('const' in schema) return schema.const
  if (schema.examples && schema.examples.length > 0) return schema.examples[0]
  if ('default' in schema) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf.find(({ type }) => type !== 'null') ?? {})
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return sampleObject(schema)
    case 'array':
      return schema.items ? [sample(schema.items)] : []
    case 'string':
      return sampleText(schema)
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    default:
      return null
  }
}

function sampleObject({ properties = {} }: Schema) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, sample(schema)]))
}

const texts: Record<string, string> = {
  'date-time': '2026-01-15T12:00:00.000Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '018f6b2e-7a43-7c31-9d5e-2b1f0c8a4e67',
}

function sampleText({ format = '', maxLength = Number.POSITIVE_INFINITY }: Schema): string {
  return texts[format] ?? 'example'.slice(0, maxLength)
}
