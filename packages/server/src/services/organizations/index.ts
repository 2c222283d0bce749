// Organizations: the companies whose people sign in.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export const organizationsService: Service = {
  name: 'organizations',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
