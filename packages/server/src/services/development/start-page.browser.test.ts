import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { accessibilityProblems } from '../../testing/accessibility.ts'
import { describeInBrowser, type OpenTab } from '../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'
import { eventually } from '../../testing/eventually.ts'

describeInBrowser('the start page', (open) => {
  let development: TestDevelopment
  beforeAll(async () => {
    development = await startTestDevelopment()
  })
  afterAll(() => development?.stop())

  const call = (path: string, body?: unknown) =>
    fetch(`${development.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${development.apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })

  async function openStartPage(options?: Parameters<OpenTab>[0]) {
    const tab = await open(options)
    await tab.page.goto(development.url)
    return tab
  }

  it('shows the credentials, the key only when asked to', async () => {
    const { page, problems } = await openStartPage()
    await page.getByText(development.clientId).waitFor()
    await page.getByText(development.url, { exact: true }).waitFor()
    const key = page.locator('#api-key')
    expect(await key.innerText()).toBe(`sk_test_••••••••••••${development.apiKey.slice(-4)}`)
    await page.getByLabel('Show the key').check()
    expect(await key.innerText()).toBe(development.apiKey)
    expect(await page.locator('#try-curl').innerText()).toContain(`Bearer ${development.apiKey}`)
    expect(problems).toEqual([])
  })

  it('copies the whole key while it is covered, and says so', async () => {
    const { page } = await openStartPage({ permissions: ['clipboard-read', 'clipboard-write'] })
    const copied = () => page.evaluate('navigator.clipboard.readText()')
    await page.getByRole('button', { name: 'Copy API key' }).click()
    expect(await copied()).toBe(development.apiKey)
    await page.getByRole('status').filter({ hasText: 'Copied API key.' }).waitFor()
    await page.getByRole('button', { name: 'Copy Create an organization' }).click()
    expect(await copied()).toBe(
      `curl ${development.url}/organizations \\\n  -H 'Authorization: Bearer ${development.apiKey}' \\\n` +
        `  -H 'Content-Type: application/json' \\\n  -d '{\n    "name": "Acme",\n    "metadata": {"tier": "gold"}\n  }'`,
    )
  })

  it('offers three ways to call, one at a time', async () => {
    const { page } = await openStartPage()
    const shown = () => page.locator('.snippets figure:visible').count()
    expect(await shown()).toBe(1)
    await page.getByRole('radio', { name: 'curl' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('apiHostname').waitFor()
    await page.getByText('portico', { exact: true }).click()
    await page.getByText('trigger organization.created').waitFor()
    expect(await shown()).toBe(1)
  })

  it('shows a request and its event as they happen, and takes a name for nothing but text', async () => {
    const { page, problems } = await openStartPage()
    await page.getByText('Live', { exact: true }).waitFor()
    const name = `<img src=x onerror="document.title='run'"> & Söhne`
    await call('/organizations', { name })
    await page.locator('#request-rows li').filter({ hasText: 'POST/organizations201' }).first().waitFor()
    const event = page.locator('#event-rows li').filter({ hasText: name })
    await event.waitFor()
    expect(await event.getByRole('link').getAttribute('href')).toBe(
      '/reference/event-catalogue#organization.created',
    )
    expect(await page.title()).toBe('Portico')
    expect(await page.locator('img').count()).toBe(0)
    expect(problems).toEqual([])
    // The same name, as the server itself writes it.
    await page.reload()
    await event.waitFor()
    expect(await page.locator('#event-rows img').count()).toBe(0)
  })

  it('shows no more rows than people can read, newest first', async () => {
    const { page } = await openStartPage()
    await page.getByText('Live', { exact: true }).waitFor()
    await Promise.all(Array.from({ length: 60 }, () => call('/organizations')))
    await call('/organizations?limit=0')
    await page.locator('#request-rows li:first-child').filter({ hasText: '422' }).waitFor()
    expect(await page.locator('#request-rows li').count()).toBe(40)
  })

  it('can be paused', async () => {
    const { page } = await openStartPage()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused').waitFor()
    await call('/organizations', { name: 'Meanwhile' })
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('#event-rows li').filter({ hasText: 'Meanwhile' }).waitFor()
  })

  it('moves the clock, and shows it moved to every tab', async () => {
    const [{ page }, other] = [await openStartPage(), await openStartPage()]
    await page.getByRole('button', { name: '+1 hour' }).click()
    await page.getByRole('button', { name: '+1 day' }).click()
    const words = '1 day 1 hour ahead of the real time'
    await page.getByText(words, { exact: true }).waitFor()
    await page.getByRole('status').filter({ hasText: words }).waitFor()
    await other.page.getByText(words, { exact: true }).waitFor()
    const tomorrow = new Date(Date.now() + 90_000_000).toISOString().slice(0, 10)
    expect(await page.locator('#clock-date').innerText()).toBe(tomorrow)
    await other.page.getByRole('button', { name: 'Reset' }).click()
    await page.getByText('The real time', { exact: true }).waitFor()
  })

  it('works without scripts', async () => {
    await call('/organizations', { name: 'Without scripts' })
    const { page } = await openStartPage({ javaScriptEnabled: false })
    await page.locator('#event-rows li').filter({ hasText: 'Without scripts' }).first().waitFor()
    await page.getByLabel('Show the key').check()
    expect(await page.locator('#api-key').innerText()).toBe(development.apiKey)
    expect(await page.getByRole('button', { name: 'Copy API key' }).count()).toBe(0)
    await page.getByRole('button', { name: '+1 hour' }).click()
    await page.getByText('1 hour ahead of the real time').waitFor()
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByText('The real time', { exact: true }).waitFor()
  })

  it('comes back when the server does', async () => {
    const { page } = await open()
    const first = await startTestDevelopment()
    await page.goto(first.url)
    await page.getByText('Live', { exact: true }).waitFor()
    await first.stop()
    await page.getByText('The server cannot be reached').waitFor()
    const second = await startTestDevelopment({ port: Number(new URL(first.url).port) })
    onTestFinished(() => second.stop())
    await page.getByText('Live', { exact: true }).waitFor()
    await fetch(`${second.url}/organizations`)
    await page.locator('#request-rows li').filter({ hasText: 'GET/organizations401' }).waitFor()
  })

  it.each(['light', 'dark'] as const)(
    'can be read, heard and used without a mouse, in the %s',
    async (colorScheme) => {
      const { page, problems } = await openStartPage({ colorScheme, reducedMotion: 'reduce' })
      await page.getByText('Live', { exact: true }).waitFor()
      await page.locator('.waiting summary').click()
      expect(await accessibilityProblems(page)).toEqual([])
      await page.reload()
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('main')
      expect(problems).toEqual([])
    },
  )

  it('fits a narrow screen', async () => {
    const { page } = await openStartPage({ viewport: { width: 360, height: 740 } })
    await page.getByText('Live', { exact: true }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  it('can be neither read, changed nor framed by another site', async () => {
    const { page } = await open()
    const { port } = new URL(development.url)
    const rebound = await page.goto(`http://evil.example:${port}/`)
    expect(rebound?.status()).toBe(421)
    expect(await page.content()).not.toContain(development.apiKey)

    // A page of the other site that may do whatever a page can.
    await page.route('http://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>Evil' }),
    )
    await page.goto('http://evil.example/')
    const tell = (script: string) => page.evaluate(`${script}.then((answer) => answer, () => 'refused')`)
    expect(await tell(`fetch('${development.url}/').then((answer) => answer.text())`)).toBe('refused')
    expect(await tell(`fetch('${development.url}/dev/activity').then((answer) => answer.text())`)).toBe(
      'refused',
    )
    const form = `{ method: 'POST', mode: 'no-cors', body: new URLSearchParams('advance=60') }`
    await tell(`fetch('${development.url}/dev/clock', ${form})`)
    expect(development.server.kernel.clock.offsetMs()).toBe(0)
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: '${development.url}' }))`,
    )
    // The frame shows the browser's own page, which says that it was refused.
    await eventually(() => page.frames()[1]?.url().startsWith('chrome-error:'))
  })
})

describeInBrowser('the mailbox', (open) => {
  let development: TestDevelopment
  beforeAll(async () => {
    development = await startTestDevelopment()
    const { kernel } = development.server
    await kernel.mailer.enqueue(
      kernel.database.sql,
      { environment: development.environment, now: kernel.clock.now() },
      {
        kind: 'magic_auth',
        to: 'ada@acme.com',
        subject: 'Your code',
        text: `Go to ${development.url}/health or enter 123456.`,
        html: `<h1>123456</h1><a href="${development.url}/health">Sign in</a><img src="https://elsewhere.test/x.png"><script>parent.document.title = 'run'; document.body.textContent = 'run'</script>`,
      },
    )
  })
  afterAll(() => development?.stop())

  it('shows a mail as HTML that can do nothing, and as text', async () => {
    const { page } = await open()
    await page.goto(development.url)
    await page.getByRole('link', { name: /Mailbox Mail that would/ }).click()
    await page.getByRole('link', { name: /Your code/ }).click()
    await page.getByRole('heading', { name: 'Your code' }).waitFor()
    const mail = page.frameLocator('iframe')
    await mail.getByText('123456').waitFor()
    await page.getByText('or enter 123456.').waitFor()
    expect(await page.title()).toContain('Your code')
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      mail.getByRole('link', { name: 'Sign in' }).click(),
    ])
    await opened.waitForURL(`${development.url}/health`)
    expect(await opened.evaluate('window.opener')).toBe(null)
  })

  it.each(['light', 'dark'] as const)('can be read and heard, in the %s', async (colorScheme) => {
    const { page, problems } = await open({ colorScheme })
    await page.goto(`${development.url}/dev/mailbox`)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
    await page.getByRole('link', { name: /Your code/ }).click()
    await page.getByRole('heading', { name: 'Your code' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('is emptied', async () => {
    const { page } = await open()
    await page.goto(`${development.url}/dev/mailbox`)
    await page.getByRole('button', { name: 'Empty the mailbox' }).click()
    await page.getByText('No mail yet.').waitFor()
  })
})
