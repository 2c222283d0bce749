import { request } from 'node:http'

/** What a browser got. */
export type Got = {
  url: string
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Lines of `Set-Cookie`. */
  setCookies: string[]
  text: string
  location: string | undefined
}

type Visit = { method?: string; headers?: Record<string, string>; body?: string; site?: Site }

/** Where a request comes from, as the browser says in `Sec-Fetch-Site`. */
type Site = 'none' | 'same-origin' | 'same-site' | 'cross-site'

/** A browser: keeps cookies by origin, says where its requests come from, follows redirects where asked to. */
export class Browser {
  readonly #jar = new Map<string, Map<string, string>>()

  /** The cookies for an address. */
  cookies(url: string): Map<string, string> {
    const { origin } = new URL(url)
    const known = this.#jar.get(origin) ?? new Map<string, string>()
    this.#jar.set(origin, known)
    return known
  }

  /** Opens an address as a page and does not follow where it leads. */
  async open(url: string, { site = 'none', ...visit }: Visit = {}): Promise<Got> {
    return this.#send(url, {
      ...visit,
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-site': site,
        ...visit.headers,
      },
    })
  }

  /** Opens an address as a page, and goes where it leads. */
  async visit(url: string, visit: Visit = {}): Promise<Got> {
    let got = await this.open(url, visit)
    for (let hops = 0; got.location && hops < 10; hops++) {
      got = await this.open(new URL(got.location, got.url).href, { site: 'cross-site' })
    }
    return got
  }

  /** Fetches as a script of the page does. */
  async fetch(url: string, visit: Visit = {}): Promise<Got> {
    return this.#send(url, {
      ...visit,
      headers: {
        accept: '*/*',
        'sec-fetch-mode': 'cors',
        'sec-fetch-dest': 'empty',
        'sec-fetch-site': visit.site ?? 'same-origin',
        ...visit.headers,
      },
    })
  }

  async #send(url: string, { method = 'GET', headers = {}, body }: Visit): Promise<Got> {
    const jar = this.cookies(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const got = await exchange(url, { method, headers: { ...(cookie && { cookie }), ...headers }, body })
    for (const line of got.setCookies) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      jar.delete(name)
      if (!attributes.includes('Max-Age=0')) jar.set(name, pair.slice(name.length + 1))
    }
    return got
  }
}

function exchange(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | undefined },
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, async (incoming) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      resolve({
        url,
        status: incoming.statusCode!,
        headers: incoming.headers,
        setCookies: incoming.headers['set-cookie'] ?? [],
        text: Buffer.concat(chunks).toString(),
        location: incoming.headers.location,
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
