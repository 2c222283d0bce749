// CORS origins: the web origins whose pages may call from the browser.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export { originCheck } from './origin-check.ts'

export const corsOriginsService: Service = {
  name: 'cors-origins',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
