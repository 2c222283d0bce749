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

/** A page as it is read from the wire. */
export type PageBody<T> = { data: T[]; listMetadata: ListMetadata }

/** The part of a list's parameters that says which page. */
export type PageParams = Pick<ListParams, 'before' | 'after' | 'limit'>

type FetchPage<T> = (cursor: PageParams) => Promise<PageBody<T>>

/** Size of the pages when a whole list is walked and the caller named none: the largest, so the fewest requests. */
const walkingLimit = 100

/** One page of a list. */
export class Page<T> {
  readonly data: T[]
  readonly listMetadata: ListMetadata
  readonly #params: PageParams
  readonly #fetchPage: FetchPage<T>

  constructor(body: PageBody<T>, params: PageParams, fetchPage: FetchPage<T>) {
    this.data = body.data
    this.listMetadata = body.listMetadata
    this.#params = params
    this.#fetchPage = fetchPage
  }

  /** Whether the list goes on in the direction in which it is read: backwards where `before` was given. */
  get hasMore(): boolean {
    return this.#cursor !== null
  }

  /** The page that follows, or null at the end. */
  async nextPage(): Promise<Page<T> | null> {
    const { before, limit } = this.#params
    const cursor = this.#cursor
    if (cursor === null) return null
    if (cursor === this.#params.after || cursor === before) {
      throw new DecodeError(`The page after '${cursor}' names itself as the next one.`, {
        status: 200,
        rawBody: '',
      })
    }
    const params = { limit, ...(before === undefined ? { after: cursor } : { before: cursor }) }
    return new Page(await this.#fetchPage(params), params, this.#fetchPage)
  }

  get #cursor(): string | null {
    return (this.#params.before === undefined ? this.listMetadata.after : this.listMetadata.before) ?? null
  }
}

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

  /** The pages, one after the other. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { limit = walkingLimit } = this.#params
    let page: Page<T> | null = await this.#fetch({ ...this.#params, limit })
    while (page) {
      yield page
      page = await page.nextPage()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data
  }

  /** All items, or the first `limit` of them. */
  async toArray({ limit = Number.POSITIVE_INFINITY }: { limit?: number | undefined } = {}): Promise<T[]> {
    const items: T[] = []
    if (limit <= 0) return items
    for await (const item of this) if (items.push(item) >= limit) break
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

  async #fetch(params: PageParams): Promise<Page<T>> {
    return new Page(await this.#fetchPage(params), params, this.#fetchPage)
  }
}
