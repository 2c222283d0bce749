// What only development has: the mailbox, the clock that can be moved, and the pages that show them.
import type { Service } from '../../kernel/service.ts'
import operations from './operations.ts'

export type { DemoLauncher, RunningDemo } from './demo-app.ts'
export { findDemoData, recordDemoData } from './demo-data-store.ts'
export { developmentPages } from './pages.ts'
export type { Credentials } from './start-page.ts'

export const developmentService: Service = {
  name: 'development',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
}
