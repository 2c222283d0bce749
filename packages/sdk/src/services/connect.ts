import { GeneratedConnect } from '../generated/connect.ts'
import type {
  CreateM2MApplication,
  CreateOAuthApplication,
  M2MApplication,
  OAuthApplication,
} from '../generated/models/connect.ts'
import type { RequestOptions } from '../request.ts'

/** Parameters of `createOAuthApplication`. */
export type CreateOAuthApplicationParams = Omit<CreateOAuthApplication, 'applicationType'>

/** Parameters of `createM2MApplication`. */
export type CreateM2MApplicationParams = Omit<CreateM2MApplication, 'applicationType'>

/** Operations of `client.connect`. */
export class Connect extends GeneratedConnect {
  /** Create an application that signs people in. It is `createApplication` with the type given. */
  async createOAuthApplication(
    params: CreateOAuthApplicationParams,
    options?: RequestOptions,
  ): Promise<OAuthApplication> {
    const created = await this.createApplication({ ...params, applicationType: 'oauth' }, options)
    return created as OAuthApplication
  }

  /** Create an application that acts for itself. It is `createApplication` with the type given. */
  async createM2MApplication(
    params: CreateM2MApplicationParams,
    options?: RequestOptions,
  ): Promise<M2MApplication> {
    const created = await this.createApplication({ ...params, applicationType: 'm2m' }, options)
    return created as M2MApplication
  }
}
