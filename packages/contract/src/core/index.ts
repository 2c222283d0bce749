export * from './errors.ts'
export * from './event.ts'
export * from './operation.ts'
export * from './schema.ts'
