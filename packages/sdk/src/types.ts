/**
 * A set of values that may grow: the known ones complete in the editor, and one that a newer server sends is read like
 * any other.
 */
export type OpenEnum<Known extends string> = Known | (string & {})
