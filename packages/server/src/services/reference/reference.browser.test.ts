import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityProblems } from '../../testing/accessibility.ts'
import { describeInBrowser } from '../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'

describeInBrowser('the reference', (open) => {
  let development: TestDevelopment
  beforeAll(async () => {
    development = await startTestDevelopment()
  })
  afterAll(() => development?.stop())

  it('finds operations and events as one types, and goes there', async () => {
    const { page, problems } = await open()
    await page.goto(`${development.url}/reference`)
    await page.keyboard.press('/')
    await page.keyboard.type('create organ')
    const found = page.getByRole('option')
    await found.first().waitFor()
    expect(await found.first().innerText()).toContain('organizations.createOrganization')
    await page.keyboard.type('ization dom')
    await found.first().filter({ hasText: 'organizationDomains.createOrganizationDomain' }).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await found.nth(1).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/reference/organizationDomains#organizationDomains.createOrganizationDomain')
    await page.getByRole('heading', { name: /Add a domain/ }).waitFor()
    expect(problems).toEqual([])
  })

  it('says when there is nothing, and goes away on Escape', async () => {
    const { page } = await open()
    await page.goto(`${development.url}/reference/webhooks`)
    await page.getByRole('combobox').fill('no such thing')
    await page.getByText('Nothing found.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Nothing found.').waitFor({ state: 'hidden' })
  })

  it('leads from an operation’s name to its place', async () => {
    const { page, problems } = await open()
    await page.goto(`${development.url}/reference#webhooks.createWebhookEndpoint`)
    await page.waitForURL('**/reference/webhooks#webhooks.createWebhookEndpoint')
    const place = await page.locator('[id="webhooks.createWebhookEndpoint"]').boundingBox()
    expect(place?.y).toBeLessThan(400)
    expect(problems).toEqual([])
  })

  it('lists everything without scripts', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.goto(`${development.url}/reference`)
    expect(await page.getByRole('combobox').count()).toBe(0)
    await page.getByRole('link', { name: 'POST /organizations Create an organization' }).click()
    await page.getByRole('heading', { name: 'Create an organization' }).waitFor()
  })

  it('copies an example', async () => {
    const { page } = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(`${development.url}/reference/organizations#organizations.getOrganization`)
    await page
      .locator('[id="organizations.getOrganization"]')
      .getByRole('button', { name: 'Copy TypeScript' })
      .click()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^const organization = await client\.organizations\.getOrganization\('org_/,
    )
  })

  it.each([
    ['light', '/reference'],
    ['dark', '/reference'],
    ['light', '/reference/organizations'],
    ['dark', '/reference/userManagement'],
    ['light', '/reference/event-catalogue'],
  ] as const)('can be read, heard and used without a mouse, in the %s: %s', async (colorScheme, path) => {
    const { page, problems } = await open({ colorScheme })
    await page.goto(`${development.url}${path}`)
    await page.getByRole('combobox').fill('organ')
    await page.getByRole('option').first().waitFor()
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
  })

  it.each(['/reference', '/reference/userManagement', '/reference/event-catalogue'])(
    'fits a narrow screen: %s',
    async (path) => {
      const { page } = await open({ viewport: { width: 360, height: 740 } })
      await page.goto(`${development.url}${path}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      await page.getByText('Contents').click()
      await page
        .getByRole('navigation', { name: 'Reference' })
        .getByRole('link', { name: 'Webhooks' })
        .first()
        .waitFor()
    },
  )
})
