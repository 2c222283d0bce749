/**
 * What every service is made on, for a bundle that holds no other service:
 *
 * ```ts
 * import { Core } from '@portico/sdk/core'
 * import { Organizations } from '@portico/sdk/organizations'
 *
 * const organizations = new Organizations(new Core())
 * ```
 */
export { Core } from '../core.ts'
export type { AppInfo, ClientOptions } from '../options.ts'
export { type Path, path } from '../path.ts'
export type { Call, Method, RequestOptions } from '../request.ts'
