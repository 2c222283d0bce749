import type { Service } from '../../kernel/service.ts'

export function referencePages(_served: readonly string[]): Service {
  return { name: 'reference' }
}
