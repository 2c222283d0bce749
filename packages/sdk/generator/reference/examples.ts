import type { Operation } from '@portico/contract'
import type { Models } from '../models.ts'

export function exampleOf(_operation: Operation, _models: Models): string {
  return ''
}
