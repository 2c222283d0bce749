import { formOf, type SimulatorSignIn, signInAt } from './simulator.ts'

/** Where a browser ended up: at a page, or at an address of the application, which it does not call. */
export type Arrival = { url: URL; page: string | undefined }

export type PersonSignIn = Omit<SimulatorSignIn, 'fetch'> & {
  /** What they say where they are asked whether it is them. */
  consent?: 'allow' | 'deny'
}

/** Somebody who signs in by the pages, over the network, with a browser that has no screen. */
export type Person = {
  /**
   * Opens a sign-in link and does what the pages ask, at the simulator and at Portico.
   *
   * @returns where the browser is sent in the end: the redirect URI with its answer, or a page of Portico
   */
  signIn(link: string, choice: PersonSignIn): Promise<Arrival>
  /** Opens an address and follows redirects. */
  open(link: string): Promise<Arrival>
}

/** @param portico where the server is: cookies go there alone */
export function personAt(portico: string): Person {
  const { origin } = new URL(portico)
  const cookies = new Map<string, string>()

  async function request(url: URL, body?: URLSearchParams, from = 'https://elsewhere.example') {
    // Cookies are Lax: a form of another site brings none along.
    const withCookies = body === undefined || from === origin
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        ...(withCookies && { cookie: Array.from(cookies, (pair) => pair.join('=')).join('; ') }),
        ...(body && { origin: from, 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body && { method: 'POST', body: body.toString() }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '' || /;\s*max-age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  /** Goes on until there is a page of Portico, or an address elsewhere. */
  async function arriveAt(url: URL, body?: URLSearchParams, from?: string): Promise<Arrival> {
    if (url.origin !== origin) return { url, page: undefined }
    const response = await request(url, body, from)
    const location = response.headers.get('location')
    if (location !== null) return arriveAt(new URL(location, url))
    return { url, page: await response.text() }
  }

  async function answerConsent({ url, page = '' }: Arrival, decision: 'allow' | 'deny'): Promise<Arrival> {
    const { action, fields } = formOf(page, url.href)
    return arriveAt(new URL(action), new URLSearchParams({ ...fields, decision }), origin)
  }

  return {
    open: (link) => arriveAt(new URL(link)),
    async signIn(link, { consent = 'allow', ...choice }) {
      const sent = await arriveAt(new URL(link))
      if (!sent.url.pathname.startsWith('/simulators/')) return sent
      const answer = await signInAt(sent.url.href, choice)
      const arrived =
        answer.kind === 'redirect'
          ? await arriveAt(new URL(answer.location))
          : await arriveAt(new URL(answer.action), new URLSearchParams(answer.fields))
      return arrived.page?.includes('name="decision"') ? answerConsent(arrived, consent) : arrived
    },
  }
}
