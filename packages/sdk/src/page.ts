import { DecodeError } from './errors.ts'

/** The parameters that every paged list takes. */
export type ListParams = {
  /** Return the page that ends just before the object with this ID. */
  before?: string | undefined
  /** Return the page that begins just after the object with this ID. */
  after?: string | undefined
  /** How many objects a page holds, at most 100. */
  limit?: number | undefined
  /** Newest first (`desc`) or oldest first (`asc`). */
  order?: 'asc' | 'desc' | undefined
}

/** The cursors of a page: the IDs to pass as `before` and `after`, null where the list ends. */
export type ListMetadata = { before?: string | null; after: string | null }

/** A list that is never paged. */
export type List<T> = { object: 'list'; data: T[] }

/** A page as it is read from the wire. Old routes answer the items alone. */
export type PageBody<T> = { data: T[]; listMetadata?: Partial<ListMetadata> | undefined } | T[]

/** The part of a list's parameters that says which page. */
export type PageParams = Pick<ListParams, 'before' | 'after' | 'limit'>

/** Fetches one page. The signal is there where the page may turn out not to be wanted. */
export type FetchPage<T> = (cursor: PageParams, signal?: AbortSignal) => Promise<PageBody<T>>

type Direction = 'after' | 'before'

/**
 * The cursors that led from the first page to this one, each with the number of the page that it led to. All pages of a
 * walk share it, so that a list which leads in a circle is noticed at once.
 */
type Trail = { direction: Direction; visited: Map<string, number>; at: number }

/** One page of a list. */
export class Page<T> {
  readonly data: T[]
  readonly listMetadata: ListMetadata
  readonly #limit: number | undefined
  readonly #fetchPage: FetchPage<T>
  readonly #trail: Trail

  constructor(body: PageBody<T>, params: PageParams, fetchPage: FetchPage<T>, trail = newTrail(params)) {
    const { data, listMetadata } = Array.isArray(body) ? { data: body } : (body ?? {})
    if (!Array.isArray(data)) throw unreadable('The answer is no list.')
    this.data = data
    this.listMetadata = { before: listMetadata?.before ?? null, after: listMetadata?.after ?? null }
    this.#limit = params.limit
    this.#fetchPage = fetchPage
    this.#trail = trail
  }

  /** Whether the list goes on in the direction in which it is read: backwards where `before` was given. */
  get hasMore(): boolean {
    return this.#cursor(this.#trail.direction) !== null
  }

  /**
   * The page that follows in the direction in which the list is read, or null at the end.
   *
   * @param signal ends the request
   * @throws {DecodeError} where the list leads back to a page that was read before
   */
  async nextPage(signal?: AbortSignal): Promise<Page<T> | null> {
    const { direction, visited, at } = this.#trail
    const cursor = this.#cursor(direction)
    if (cursor === null) return null
    const known = visited.get(cursor)
    if (known !== undefined && known <= at) {
      throw unreadable(`The list leads in a circle: the page after '${cursor}' was read before.`)
    }
    visited.set(cursor, at + 1)
    return this.#fetch({ direction, visited, at: at + 1 }, cursor, signal)
  }

  /** The page on the other side of this one, or null where the list begins. Reading on from it comes back here. */
  async previousPage(signal?: AbortSignal): Promise<Page<T> | null> {
    const { direction } = this.#trail
    const back = direction === 'after' ? 'before' : 'after'
    const cursor = this.#cursor(back)
    return cursor === null
      ? null
      : this.#fetch({ direction, visited: new Map(), at: 0 }, cursor, signal, back)
  }

  #cursor(direction: Direction): string | null {
    return this.listMetadata[direction] ?? null
  }

  async #fetch(
    trail: Trail,
    cursor: string,
    signal: AbortSignal | undefined,
    to: Direction = trail.direction,
  ): Promise<Page<T>> {
    const params = { limit: this.#limit, [to]: cursor }
    return new Page(await this.#fetchPage(params, signal), params, this.#fetchPage, trail)
  }
}

function newTrail({ before, after }: PageParams): Trail {
  const first = before ?? after
  return {
    direction: before === undefined ? 'after' : 'before',
    visited: new Map(first === undefined ? [] : [[first, 0]]),
    at: 0,
  }
}

function unreadable(message: string): DecodeError {
  return new DecodeError(message, { status: 200, rawBody: '' })
}

/** How a list is walked. */
export type WalkOptions = {
  /** Whether the next page is fetched while the current one is worked on. Default: no. */
  prefetch?: boolean | undefined
}

/** Size of the pages when a whole list is walked and the caller named none: the largest, so the fewest requests. */
const walkingLimit = 100

/**
 * A list: `await` it for one page, iterate over it for every item of every page.
 *
 * Nothing is requested before it is used. Awaiting requests one page, once; each iteration walks the list anew.
 */
export class PagePromise<T> implements PromiseLike<Page<T>>, AsyncIterable<T> {
  readonly #params: PageParams
  readonly #fetchPage: FetchPage<T>
  #first: Promise<Page<T>> | undefined

  constructor({ before, after, limit }: PageParams, fetchPage: FetchPage<T>) {
    this.#params = { before, after, limit }
    this.#fetchPage = fetchPage
  }

  /**
   * The pages, one after the other.
   *
   * @throws {DecodeError} where the list leads in a circle
   */
  pages(options: WalkOptions = {}): AsyncGenerator<Page<T>, void, undefined> {
    return this.#walk(walkingLimit, options)
  }

  /** The items of all pages, as iterating over the list itself gives them. */
  async *items(options?: WalkOptions): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages(options)) yield* page.data
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return this.items()
  }

  /** All items, or the first `limit` of them. */
  async toArray(options: WalkOptions & { limit?: number | undefined } = {}): Promise<T[]> {
    const { limit = Number.POSITIVE_INFINITY } = options
    const items: T[] = []
    if (!(limit > 0)) return items
    for await (const page of this.#walk(Math.min(walkingLimit, Math.ceil(limit)), options)) {
      for (const item of page.data) if (items.push(item) >= limit) return items
    }
    return items
  }

  // biome-ignore lint/suspicious/noThenProperty: a list is awaited like the request that it is.
  then<R = Page<T>, E = never>(
    onFulfilled?: ((page: Page<T>) => R | PromiseLike<R>) | null,
    onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    this.#first ??= this.#fetch(this.#params)
    return this.#first.then(onFulfilled, onRejected)
  }

  catch<E = never>(onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<Page<T> | E> {
    return this.then(null, onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<Page<T>> {
    return this.then().finally(onFinally)
  }

  async *#walk(
    pageSize: number,
    { prefetch = false }: WalkOptions,
  ): AsyncGenerator<Page<T>, void, undefined> {
    // A page that is fetched ahead may not be wanted any more: then its request is called off.
    const aborter = prefetch ? new AbortController() : undefined
    const { limit = pageSize } = this.#params
    let page: Page<T> | null = await this.#fetch({ ...this.#params, limit }, aborter?.signal)
    try {
      while (page) {
        const next: Promise<Page<T> | null> | undefined = aborter && page.nextPage(aborter.signal)
        // What it rejects with is thrown when its turn comes, and until then it is nobody's fault.
        next?.catch(() => {})
        yield page
        page = await (next ?? page.nextPage())
      }
    } finally {
      aborter?.abort()
    }
  }

  async #fetch(params: PageParams, signal?: AbortSignal): Promise<Page<T>> {
    return new Page(await this.#fetchPage(params, signal), params, this.#fetchPage)
  }
}

/**
 * Makes a list of any source of pages: awaitable, iterable, with `pages()` and `toArray()`.
 *
 * ```ts
 * const list = autoPaginate(async ({ after, limit }) => {
 *   const rows = await selectRows({ after, limit })
 *   return { data: rows, listMetadata: { after: rows.at(-1)?.id ?? null } }
 * })
 * for await (const row of list) console.log(row.id)
 * ```
 *
 * @param fetchPage fetches the page that a cursor names. What it rejects with is thrown where the page was due.
 * @param params where to begin, and how many items a page holds
 */
export function autoPaginate<T>(fetchPage: FetchPage<T>, params: PageParams = {}): PagePromise<T> {
  return new PagePromise<T>(params, fetchPage)
}
