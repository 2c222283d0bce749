// Environments, and the API keys that open them.
import type { Service } from '../../kernel/service.ts'
import { deleteExpiredApiKeys } from './jobs.ts'
import operations from './operations.ts'

export { apiKeyResolver } from './api-keys.ts'
export {
  createEnvironment,
  deleteEnvironment,
  ensureDevelopmentEnvironment,
  listEnvironments,
} from './environments.ts'

export const environmentsService: Service = {
  name: 'environments',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: (kernel) => [deleteExpiredApiKeys(kernel)],
}
