// How environments behave and look.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export { type Look, settingsOf } from './rules.ts'
export { findBranding, findSettings } from './settings.ts'

export const settingsService: Service = {
  name: 'settings',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
