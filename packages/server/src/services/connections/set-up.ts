import type { Body, connectionOptions } from '@portico/contract'
import type { Environment } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { StoredCertificate, StoredConnection } from './stored.ts'

type Operations = typeof connectionOptions.operations
export type CreateBody = Body<Operations['createConnection']>
export type UpdateBody = Body<Operations['updateConnection']>
export type CreateSamlOptions = NonNullable<CreateBody['saml_options']>
export type UpdateSamlOptions = NonNullable<UpdateBody['saml_options']>
export type CreateOidcOptions = NonNullable<CreateBody['oidc_options']>
export type UpdateOidcOptions = NonNullable<UpdateBody['oidc_options']>

/** Who sets a connection up, and when. */
export type SetUpContext = { kernel: Kernel; environment: Environment; now: Date }

/** What a request changes about a connection: found out before any transaction begins, since it may take a while. */
export type SetUpChange<C extends StoredConnection = StoredConnection> = {
  options: Partial<C['options']>
  certificates: readonly StoredCertificate[]
  /** Sealed. */
  clientSecret?: Buffer
  /** When metadata were read, and when they are to be read again; null: no more. */
  metadata?: { readAt: Date; dueAt: Date } | null
}
