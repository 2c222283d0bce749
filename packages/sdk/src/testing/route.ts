/**
 * What an operation carries on the wire, as one who plays the server must know it. Paths are in wire names:
 * `data[].metadata`.
 */
export type Route = {
  readonly method: string
  /** With parameters in braces: `/organizations/{id}`. */
  readonly path: string
  /** Of success. Default: 200. */
  readonly status?: number
  /** What success carries. Default: `json`. */
  readonly answers?: 'json' | 'page' | 'list' | 'text' | 'nothing'
  /** Whether the method takes parameters beside those of the path. */
  readonly params?: true
  /** Whether the method's parameters hold the user's access token. */
  readonly token?: true
  /** The parameters of the query that are more than strings, by our names. */
  readonly query?: Readonly<Record<string, 'number' | 'boolean' | 'list'>>
  /** Where the keys belong to the customer. */
  readonly opaqueRequest?: readonly string[]
  readonly opaqueAnswer?: readonly string[]
  /** Where credentials are. */
  readonly secretRequest?: readonly string[]
  readonly secretAnswer?: readonly string[]
  /** Where events are: the keys of their data depend on their names. */
  readonly events?: readonly string[]
  /** Names of the answer whose spelling on the wire does not follow from ours. */
  readonly names?: Readonly<Record<string, string>>
}

/** What the data of one event holds. Paths begin below `data`. */
export type EventNotes = { readonly opaque?: readonly string[]; readonly secret?: readonly string[] }
