import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'

/** A tab of a browser that nobody has used before, and what went wrong in it. */
export type Tab = {
  page: Page
  /** Errors that the console showed and exceptions that nobody caught: a good page has none. */
  problems: string[]
}

/** Opens a tab. It closes when the test is done. */
export type OpenTab = (options?: BrowserContextOptions) => Promise<Tab>

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium of this machine: `PORTICO_CHROMIUM`, or where systems put it. */
export function findChromium(): string | undefined {
  const named = process.env.PORTICO_CHROMIUM
  if (named && !existsSync(named)) throw new Error(`PORTICO_CHROMIUM is ${named}, where there is nothing.`)
  return named || places.find((path) => existsSync(path))
}

/**
 * Specifies pages in a real Chromium. Where there is none the tests are reported as skipped, with the reason; nothing
 * is downloaded.
 */
export function describeInBrowser(title: string, specify: (open: OpenTab) => void): void {
  const executablePath = findChromium()
  if (!executablePath) {
    describe.skip(`${title} (skipped: no Chromium found; install it or set PORTICO_CHROMIUM)`, () =>
      specify(() => Promise.reject(new Error('There is no browser.'))))
    return
  }
  describe(title, () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: quiet })
    })
    // The worker goes on to other files; the browser must not.
    afterAll(() => browser?.close())
    specify((options) => openTab(browser, options))
  })
}

/** A sandbox needs rights that containers lack; what a browser does by itself would only disturb. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Sites of others, which a test can play: their names lead here, as a hostile DNS server would have it.
  '--host-resolver-rules=MAP *.example 127.0.0.1',
]

async function openTab(browser: Browser, options?: BrowserContextOptions): Promise<Tab> {
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  return { page, problems }
}
