import { page, type Received } from './peer.ts'

/** Answers as the API does, from a list of IDs. */
export function serve(ids: readonly string[]) {
  return ({ url }: Received) => {
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const after = url.searchParams.get('after')
    const before = url.searchParams.get('before')
    const end = before === null ? ids.length : ids.indexOf(before)
    const start = before === null ? (after === null ? 0 : ids.indexOf(after) + 1) : Math.max(0, end - limit)
    const data = ids.slice(start, Math.min(end, start + limit))
    const more = { before: start > 0, after: start + data.length < ids.length }
    return page(
      data.map((id) => ({ id })),
      { before: more.before ? data[0]! : null, after: more.after ? data.at(-1)! : null },
    )
  }
}

/** So many IDs. */
export const numbered = (count: number) => Array.from({ length: count }, (_, i) => `org_${i}`)
/** What the items are called. */
export const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)
