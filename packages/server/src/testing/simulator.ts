/** A form that a browser would send to the application, or the address that it would go to. */
export type SimulatorAnswer =
  | { kind: 'form'; action: string; fields: Record<string, string> }
  | { kind: 'redirect'; location: string }

export type SimulatorSignIn = {
  /** Who signs in; nobody where it is cancelled. */
  email?: string
  misbehave?: string
  clockMinutes?: number
  slowSeconds?: number
  cancel?: boolean
  /** Carries the requests. Default: over the network. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/**
 * Signs somebody in at a simulated identity provider as a browser would, by its pages and forms.
 *
 * @param start where the application sends the browser: an address, or a form that it posts
 * @throws for a page that says that something cannot be done
 */
export async function signInAt(
  start: string | { action: string; fields: Record<string, string> },
  { fetch = globalThis.fetch, ...choice }: SimulatorSignIn,
): Promise<SimulatorAnswer> {
  const browser = { fetch, redirect: 'manual' as const }
  const first =
    typeof start === 'string'
      ? await visit(browser, start)
      : await visit(browser, start.action, { body: new URLSearchParams(start.fields) })
  // The request was answered at once, as a passive one is.
  if (first.answer) return first.answer
  const form = formOf(first.text, first.url)
  const { answer, text } = await visit(browser, form.action, {
    body: new URLSearchParams({ ...form.fields, ...chosen(choice) }),
    // As browsers say it of a form of the page's own.
    headers: { origin: new URL(form.action).origin },
  })
  return answer ?? { kind: 'form', ...formOf(text, form.action) }
}

function chosen({ email, misbehave, clockMinutes, slowSeconds, cancel }: SimulatorSignIn) {
  return {
    ...(cancel ? { cancel: 'yes' } : { email: email ?? '' }),
    ...(misbehave !== undefined && { misbehave }),
    ...(clockMinutes !== undefined && { clock_minutes: String(clockMinutes) }),
    ...(slowSeconds !== undefined && { slow_seconds: String(slowSeconds) }),
  }
}

type Browser = { fetch: (url: string, init: RequestInit) => Promise<Response>; redirect: 'manual' }
type Visit = { url: string; text: string; answer?: SimulatorAnswer }

/** Makes a request and follows redirects within the simulators. */
async function visit(
  { fetch, redirect }: Browser,
  url: string,
  { body, headers }: { body?: URLSearchParams; headers?: Record<string, string> } = {},
): Promise<Visit> {
  const response = await fetch(url, {
    redirect,
    ...(body && { method: 'POST', body: body.toString() }),
    headers: { ...(body && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
  })
  const location = response.headers.get('location')
  if (location !== null && response.status < 400) {
    const next = new URL(location, url)
    const isOurs = next.origin === new URL(url).origin && next.pathname.startsWith('/simulators/')
    if (isOurs) return visit({ fetch, redirect }, next.href)
    return { url, text: '', answer: { kind: 'redirect', location: next.href } }
  }
  const text = await response.text()
  if (response.status >= 400)
    throw new Error(`${url.split('?', 1)[0]} answered ${response.status}: ${shown(text)}`)
  if (text.includes('data-submit')) return { url, text, answer: { kind: 'form', ...formOf(text, url) } }
  return { url, text }
}

/** What people would read of a page. */
const shown = (page: string) =>
  unescaped(page.replace(/<head>[\s\S]*<\/head>|<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** The first form of a page that posts, with the values that it has from the start. */
export function formOf(page: string, base: string): { action: string; fields: Record<string, string> } {
  const [, start = '', content = ''] =
    /<form\b([^>]*\smethod="post"[^>]*)>([\s\S]*?)<\/form>/.exec(page) ?? []
  const inputs = Array.from(content.matchAll(/<input\b[^>]*>/g), ([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ])
  const selects = Array.from(content.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g), selection)
  return {
    action: new URL(attribute(start, 'action'), base).href,
    fields: Object.fromEntries([...inputs, ...selects]),
  }
}

/** The name of a list, and what is selected in it: the first, where nothing else is. */
function selection([, start = '', options = '']: RegExpMatchArray): [string, string] {
  const selected = /<option\b[^>]*\sselected>/.exec(options)?.[0] ?? options
  return [attribute(start, 'name'), attribute(selected, 'value')]
}

const attribute = (tag: string, name: string) =>
  unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

const unescaped = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code ? String.fromCodePoint(Number(code)) : (entities[name] ?? ''),
  )
