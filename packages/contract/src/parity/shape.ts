/** What of a JSON Schema the wire depends on: no words, no names of schemas. */
export type Shape = {
  types: string[]
  /** The only values there are, where the schema lists them. */
  values?: unknown[]
  /** Format, pattern and bounds. */
  rules: Record<string, unknown>
  properties?: Record<string, Shape>
  required: string[]
  items?: Shape
  /** Values of a map with keys of any name. */
  map?: Shape
  /** Objects of which a value is one. */
  variants?: Shape[]
  /** The data of an event, which is compared where the events are. */
  eventData?: boolean
}

type Schema = Record<string, unknown>

const ruleNames = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'maxProperties',
  'default',
]

/** Reads a schema of either side. `resolve` follows a reference. */
export function shapeOf(schema: unknown, resolve: (ref: string) => unknown): Shape {
  const read = (part: unknown) => shapeOf(part, resolve)
  const s = (schema ?? {}) as Schema
  if (typeof s.$ref === 'string') return read(resolve(s.$ref))
  const choice = (s.oneOf ?? s.anyOf) as unknown[] | undefined
  const parts = [...((s.allOf as unknown[]) ?? []).map(read), ...(choice ? [join(choice.map(read))] : [])]
  return [ownShape(s, read), ...parts].reduce(both)
}

function ownShape(s: Schema, read: (part: unknown) => Shape): Shape {
  const values = 'const' in s ? [s.const] : (s.enum as unknown[] | undefined)
  const types = s.type === undefined ? typesOf(values) : [s.type].flat().map(String)
  const shape: Shape = { types, rules: {}, required: (s.required as string[]) ?? [] }
  if (values) shape.values = values.filter((value) => value !== null)
  for (const name of ruleNames) if (name in s) shape.rules[name] = s[name]
  const properties = s.properties as Record<string, unknown> | undefined
  if (properties) shape.properties = mapValues(properties, read)
  if (s.items) shape.items = read(s.items)
  if (s['x-event-data']) shape.eventData = true
  const names = s.propertyNames as Schema | undefined
  const byPattern = Object.entries((s.patternProperties as Schema | undefined) ?? {})[0]
  if (byPattern) {
    shape.map = read(byPattern[1])
    shape.rules.keys = byPattern[0]
  } else if (s.additionalProperties !== undefined && s.additionalProperties !== false) {
    shape.map = s.additionalProperties === true ? read({}) : read(s.additionalProperties)
  } else if (types.includes('object') && !properties) shape.map = read({})
  if (names) shape.rules.keys = names.pattern ?? names.maxLength
  return shape
}

function typesOf(values: unknown[] | undefined): string[] {
  if (!values) return []
  return [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))]
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}

/** Of a value that has both shapes. Choices are multiplied out. */
function both(a: Shape, b: Shape): Shape {
  if (a.variants) return { ...a, variants: a.variants.map((variant) => both(variant, b)) }
  if (b.variants) {
    const { variants, ...rest } = b
    return { ...rest, variants: variants.map((variant) => both(a, variant)) }
  }
  const properties = a.properties || b.properties ? { ...a.properties, ...b.properties } : undefined
  const values = b.values ?? a.values
  const items = b.items ?? a.items
  const map = properties ? undefined : (b.map ?? a.map)
  return {
    types: [...new Set([...a.types, ...b.types])],
    rules: { ...a.rules, ...b.rules },
    required: [...new Set([...a.required, ...b.required])],
    ...(properties && { properties }),
    ...(values && { values }),
    ...(items && { items }),
    ...(map && { map }),
    ...((a.eventData || b.eventData) && { eventData: true }),
  }
}

/** Of a value that has one of the shapes: objects stay apart, scalars and null are put together. */
function join(choice: Shape[]): Shape {
  const all = choice.flatMap((shape) => shape.variants ?? [shape])
  const isNull = (shape: Shape) => shape.types.length === 1 && shape.types[0] === 'null'
  const nullable = all.some(isNull)
  const others = all.filter((shape) => !isNull(shape))
  const objects = others.filter((shape) => shape.properties)
  const joined =
    objects.length > 1 && objects.length === others.length
      ? { types: [], rules: {}, required: [], variants: objects }
      : flat(others)
  return nullable ? { ...joined, types: [...joined.types, 'null'] } : joined
}

/** One shape that every one of the shapes fits. */
export function flat(shapes: Shape[]): Shape {
  const all = shapes.flatMap((shape) => shape.variants ?? [shape])
  if (all.length === 1) return all[0] as Shape
  const types = [...new Set(all.flatMap((shape) => shape.types))]
  const required = (all[0]?.required ?? []).filter((name) =>
    all.every((shape) => shape.required.includes(name)),
  )
  const names = [...new Set(all.flatMap((shape) => Object.keys(shape.properties ?? {})))]
  const properties = Object.fromEntries(
    names.map((name) => [name, join(all.flatMap((shape) => shape.properties?.[name] ?? []))]),
  )
  const values = all.every((shape) => shape.values)
    ? [...new Set(all.flatMap((shape) => shape.values ?? []))]
    : undefined
  const items = all.flatMap((shape) => shape.items ?? [])
  const maps = all.flatMap((shape) => shape.map ?? [])
  return {
    types,
    required,
    rules: Object.assign({}, ...all.map((shape) => shape.rules)),
    ...(names.length > 0 && { properties }),
    // Every value there is of a boolean is no restriction.
    ...(values && !(types[0] === 'boolean' && values.length === 2) && { values }),
    ...(items.length > 0 && { items: flat(items) }),
    ...(maps.length > 0 && names.length === 0 && { map: flat(maps) }),
  }
}

/** Says where `ours` differs from `theirs`, a line each. */
export function* differences(theirs: Shape, ours: Shape, at: string): Generator<string> {
  if (ours.eventData) return
  if (ours.variants) {
    for (const [index, variant] of ours.variants.entries()) {
      const counterparts = (theirs.variants ?? [theirs]).filter((shape) => agree(shape, variant))
      if (counterparts.length === 0) yield `${at}<${index}>: no such variant`
      else yield* differences(flat(counterparts), variant, `${at}<${index}>`)
    }
    for (const [index, variant] of (theirs.variants ?? []).entries()) {
      if (!ours.variants.some((shape) => agree(variant, shape))) yield `${at}: lacks variant ${index}`
    }
    return
  }
  const expected = theirs.variants
    ? { ...flat(theirs.variants), types: [...flat(theirs.variants).types, ...theirs.types] }
    : theirs
  yield* compareSet('type', expected.types, ours.types, at)
  yield* compareSet('value', expected.values, ours.values, at)
  for (const name of new Set([...Object.keys(expected.rules), ...Object.keys(ours.rules)])) {
    if (expected.rules[name] !== ours.rules[name])
      yield `${at}: ${name} is ${ours.rules[name] ?? 'not set'}, not ${expected.rules[name] ?? 'set'}`
  }
  const [their, our] = [expected.properties ?? {}, ours.properties ?? {}]
  for (const name of Object.keys(their)) {
    const [theirProperty, ourProperty] = [their[name] as Shape, our[name]]
    if (!ourProperty) yield `${at}.${name}: missing`
    else {
      yield* differences(theirProperty, ourProperty, `${at}.${name}`)
      const [a, b] = [expected.required.includes(name), ours.required.includes(name)]
      if (a !== b) yield `${at}.${name}: ${b ? 'required' : 'optional'}`
    }
  }
  for (const name of Object.keys(our)) if (!their[name]) yield `${at}.${name}: added`
  if (expected.items && ours.items) yield* differences(expected.items, ours.items, `${at}[]`)
  else if (expected.items || ours.items) yield `${at}: items on one side only`
  if (expected.map && ours.map) yield* differences(expected.map, ours.map, `${at}.*`)
  else if (expected.map || ours.map) yield `${at}: a map on one side only`
}

/** Whether no member tells the two apart by its only value. */
function agree(a: Shape, b: Shape): boolean {
  return Object.entries(a.properties ?? {}).every(([name, shape]) => {
    const other = b.properties?.[name]
    return !other?.values || !shape.values || other.values.some((value) => shape.values?.includes(value))
  })
}

function* compareSet(what: string, theirs: unknown[] | undefined, ours: unknown[] | undefined, at: string) {
  if (!theirs && !ours) return
  if (!theirs || !ours) {
    yield `${at}: ${what}s listed on ${ours ? 'our' : 'their'} side only`
    return
  }
  for (const value of new Set(theirs)) if (!ours.includes(value)) yield `${at}: lacks ${what} ${value}`
  for (const value of new Set(ours)) if (!theirs.includes(value)) yield `${at}: adds ${what} ${value}`
}
