// Applications: the programs that people sign in to. They own client ids, client secrets and redirect URIs.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export {
  createDefaultApplication,
  findDefaultClientId,
  pinDefaultClientId,
  verifyClientSecret,
} from './applications.ts'
export { findClient, forgetClientsElsewhere } from './clients.ts'
export { type Client, findApplication } from './store.ts'

export const applicationsService: Service = {
  name: 'applications',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
