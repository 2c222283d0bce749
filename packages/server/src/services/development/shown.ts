import { operations } from '@portico/contract'
import type { AnsweredRequest } from '../../kernel/kernel.ts'

/** A request as the start page shows it. */
export type ShownRequest = {
  /** Counts the requests of this process, so that a reader can tell what it has seen. */
  n: number
  at: string
  method: string
  path: string
  status: number
  durationMs: number
}

export function shownRequest(n: number, request: AnsweredRequest): ShownRequest {
  const { at, method, path, status, durationMs, operation } = request
  return { n, at: at.toISOString(), method, path: shownPath(path, operation), status, durationMs }
}

const ownPaths =
  /^\/(?:$|assets\/|dev(?:\/|$)|reference(?:\/|$)|openapi\.json$|health$|ready$|metrics$|favicon\.ico$)/

/** Whether a request is worth showing: not those of the pages themselves, of browsers and of monitors. */
export function isWorthShowing({ operation, path }: AnsweredRequest): boolean {
  return operation !== 'page' || !ownPaths.test(path)
}

const pathOf = new Map(operations.map(({ id, path }) => [id, path.split('/')]))
const identifier = /^[a-z][a-z_]{0,40}_[0-9A-HJKMNP-TV-Z]{26}$/
const plainWord = /^(?:[a-z][a-z_.-]{0,31}|v\d{1,3}|)$/i

/**
 * What may be shown of a path. Identifiers may; whatever else stands where the contract has a parameter could be a
 * token, and gives way to the parameter's name. Where no operation is known only plain words stay.
 */
export function shownPath(path: string, operation: string): string {
  const declared = pathOf.get(operation)
  const segments = path.split('/').slice(0, 20)
  return segments
    .map((segment, index) => {
      if (identifier.test(segment)) return segment
      if (declared) return declared[index] ?? '…'
      return plainWord.test(segment) ? segment : '…'
    })
    .join('/')
}
