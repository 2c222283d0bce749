import type { Static, TObject, TProperties, TSchema } from 'typebox'
import type { EventName } from '../events.ts'
import type { ApiError, ErrorDeclaration } from './errors.ts'

/** Who defined the operation: the specification, official SDKs beyond it, the first API generation, or Portico. */
export type Origin = 'spec' | 'sdk' | 'legacy' | 'portico'

/** The credential an operation takes. */
export type Credential =
  /** `Authorization: Bearer sk_…` */
  | 'api_key'
  /** A `client_id` (and a secret where the client is confidential) in the body or query. */
  | 'client_id'
  /** A token that Portico issued to a signed-in user, as Bearer. */
  | 'access_token'
  /** Nothing: public keys, browser redirects. */
  | 'none'

/** The limit that counts a request; the figures are the server's configuration. */
export type RateLimitClass =
  | 'general'
  | 'organization_delete'
  | 'user_management_read'
  | 'user_management_write'
  | 'authenticate'
  | 'email_verification'
  | 'magic_auth'
  | 'password_reset'
  | 'sso_authorize'
  | 'sso'
  | 'directory_users'

/** How a body that does not fit is refused: the shape and status that clients of this route know. */
export type InvalidShape =
  /** 422 `{message, errors: [{field, code, message}]}` */
  | 'fields'
  /** 422 `{code: "invalid_request_parameters", message, errors: [{code, message, field}]}` */
  | 'parameters'
  /** 422 `{message, errors: [{property, constraints}]}` */
  | 'constraints'
  /** 422 `{message, errors: [{field, code}]}`, where the code is a sentence about the field */
  | 'sentences'
  /** 400 `{message: [...], error: "Bad Request", statusCode: 400}` */
  | 'bad_request'
  /** 400 `{error: "invalid_request", error_description}` */
  | 'oauth'
  /** 400 `{error}` */
  | 'error'
  /** 400 `{code: "invalid_request", message}` */
  | 'code'
  /** 400 `{message}` */
  | 'message'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a service file writes down for one operation. */
export type OperationSpec = {
  method: Method
  /** Path with parameters in braces: `/organizations/{id}`. */
  path: string
  /** One line in the imperative: what a call does. */
  summary: string
  /** More than one line, where one is not enough. */
  description?: string
  origin?: Origin
  /** `hosted` operations are steps of Portico's own pages: not in the SDK, not in the public document. */
  audience?: 'public' | 'hosted'
  auth?: Credential
  /** Path parameters, where there is more to say than that they are strings. */
  params?: TProperties
  query?: TProperties
  body?: TSchema
  /** Whether a request may come without any body. Default: the body has no required member. */
  bodyOptional?: boolean
  /** Members of the body may come in the query string instead, as the oldest clients send them. */
  queryAsBody?: boolean
  /** `form`: `application/x-www-form-urlencoded` is taken as well as JSON. */
  encodings?: readonly ('json' | 'form')[]
  /** Status of success. */
  status: number
  /** Body of success; none with 204. */
  returns?: TSchema
  /** Further statuses of success, where a route answers more than one. */
  alsoReturns?: Readonly<Record<number, TSchema | null>>
  /** The type of the answer where it is not JSON, such as `text/csv`. */
  mediaType?: string
  /** For how many seconds anybody may keep the answer: for what is public. Without, nobody may. */
  cacheSeconds?: number
  throws?: readonly ErrorDeclaration[]
  invalid?: InvalidShape
  /** How a used idempotency key is refused, where clients know another way than 409 `idempotency_error`. */
  idempotencyConflict?: (key: string) => ApiError
  emits?: readonly EventName[]
  rateLimit?: RateLimitClass
  /**
   * `kernel` (default for mutations): the server opens one transaction around the operation.
   * `statement`: the change and its events are one SQL statement, which is its own transaction.
   * `own`: the operation calls out or computes long, and opens its own transactions.
   */
  transaction?: 'kernel' | 'statement' | 'own'
  deprecated?: boolean
  /**
   * Groups of members of the body (of the query where there is no body) that exclude each other, as
   * `[["a"], ["b", "c"]]`: at most one group is given, and that one whole. The server refuses a body that breaks it;
   * a query that does is for the operation to judge.
   */
  exclusive?: readonly (readonly string[])[]
  /** One of the `exclusive` groups must be given. */
  exclusiveRequired?: boolean
}

/** An operation with its names and defaults filled in. */
export type Operation<S extends OperationSpec = OperationSpec> = S & {
  /** `organizations`: the accessor on the client. */
  service: string
  /** `createOrganization`: the method on the accessor, and the name everywhere else. */
  name: string
  /** `organizations.createOrganization` */
  id: string
  origin: Origin
  auth: Credential
  rateLimit: RateLimitClass
  invalid: InvalidShape
}

/** The operations of one service, by name. */
export type Group<O extends Record<string, OperationSpec> = Record<string, OperationSpec>> = {
  service: string
  operations: { [N in keyof O & string]: Operation<O[N]> }
}

/** Declares an operation; the type keeps every detail of what was written. */
export function operation<const S extends OperationSpec>(spec: S): S {
  return spec
}

/**
 * Names the operations of a service.
 *
 * @param service the client's accessor, as in the official SDKs: `userManagement`. A service may have several groups.
 */
export function group<const O extends Record<string, OperationSpec>>(service: string, specs: O): Group<O> {
  const operations = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      {
        origin: 'spec',
        auth: 'api_key',
        rateLimit: defaultRateLimit(spec),
        invalid: 'fields',
        ...spec,
        service,
        name,
        id: `${service}.${name}`,
      } satisfies Operation,
    ]),
  )
  return { service, operations: operations as Group<O>['operations'] }
}

function defaultRateLimit({ method, path }: OperationSpec): RateLimitClass {
  if (!path.startsWith('/user_management/')) return 'general'
  return method === 'GET' ? 'user_management_read' : 'user_management_write'
}

type PathParameterNames<P extends string> = P extends `${string}{${infer N}}${infer R}`
  ? N | PathParameterNames<R>
  : never

/** The operation's path parameters: always strings. */
export type Params<O extends OperationSpec> = Record<PathParameterNames<O['path']>, string>

/** The operation's query, validated and coerced. */
export type Query<O extends OperationSpec> = O extends { query: infer Q extends TProperties }
  ? Static<TObject<Q>>
  : Record<never, never>

/** The operation's body, validated and not coerced. */
export type Body<O extends OperationSpec> = O extends { body: infer B extends TSchema }
  ? Static<B>
  : undefined

/** What success returns. */
export type Returns<O extends OperationSpec> = O extends { returns: infer R extends TSchema }
  ? Static<R>
  : undefined

/** Whether the operation is a list paged by cursor. */
export function isPaged(operation: OperationSpec): boolean {
  const { method, returns } = operation
  return method === 'GET' && (returns as { 'x-page'?: boolean } | undefined)?.['x-page'] === true
}

/** The names in braces of a path, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string)
}
