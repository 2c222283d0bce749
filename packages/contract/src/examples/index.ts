export { type Example, exampleOf, exampleValue, wholeExample } from './examples.ts'
export { asSchema, objectOf, type Schema, withoutNull } from './schema.ts'
export { sdkSnippet } from './sdk-call.ts'
