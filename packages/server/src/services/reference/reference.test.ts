import { eventNames, operations } from '@portico/contract'
import { openapiDocument } from '@portico/contract/openapi'
import { beforeAll, describe, expect, it } from 'vitest'
import { servedOperations } from '../../main.ts'
import type { Server } from '../../server.ts'
import { createTenant, ownServer, testServer } from '../../testing/index.ts'
import { catalogueOf, titleOf } from './catalogue.ts'

let server: Server
beforeAll(async () => {
  server = (await testServer()).server
})
const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })

const pages = ['/reference', '/reference/event-catalogue', ...catalogueOf(new Set()).map(({ href }) => href)]

/** What stands in the attributes of a page. */
const attributesOf = (body: string, name: string) =>
  [...body.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map((match) => match[1] as string)

describe('/openapi.json', () => {
  it('is the contract’s document, with the address of this server', async () => {
    const answer = await get('/openapi.json')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, no-cache',
      'access-control-allow-origin': '*',
    })
    const serverUrl = server.kernel.config.publicUrl
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openapiDocument({ serverUrl }))))
    expect(answer.json().servers).toEqual([{ url: serverUrl }])
  })

  it('is not sent again to who has it', async () => {
    const { headers } = await get('/openapi.json')
    const answer = await get('/openapi.json', { 'if-none-match': headers.etag as string })
    expect([answer.statusCode, answer.body]).toEqual([304, ''])
  })
})

describe('/reference', () => {
  it('has every operation on the page of its service, and marks those that are not served', async () => {
    const served = new Set(servedOperations())
    for (const service of catalogueOf(served)) {
      const { body, statusCode } = await get(service.href)
      expect(statusCode).toBe(200)
      const articles = body.split('<article class="operation" id="').slice(1)
      expect(articles.map((article) => article.split('"', 1)[0])).toEqual(
        service.operations.map(({ id }) => id),
      )
      for (const [index, { id }] of service.operations.entries()) {
        expect([id, articles[index]?.includes('not served yet')]).toEqual([id, !served.has(id)])
      }
    }
  })

  it('shows what an operation takes, answers, throws and records', async () => {
    const { body } = await get('/reference/organizations')
    const article =
      body.split('<article ').find((part) => part.includes('id="organizations.createOrganization"')) ?? ''
    for (const part of [
      'POST</span><code>/organizations</code>',
      '<code>name</code> <span class="type">string</span> <span class="required">required</span>',
      '1 to 255 characters.',
      'list of <a href="#OrganizationDomainData">OrganizationDomainData</a>',
      '<span class="status">201</span> <a href="#Organization">Organization</a>',
      '<code>external_id_already_used</code>',
      '<a href="/reference/event-catalogue#organization.created">',
      'Credential</dt><dd>API key',
      'client.organizations.createOrganization({\n  name: &#39;Acme&#39;,\n})',
      '-H &quot;Authorization: Bearer $WORKOS_API_KEY&quot;',
    ])
      expect(article).toContain(part)
  })

  it('shows the limits that this server has', async () => {
    const own = await ownServer({ env: { PORTICO_RATE_LIMIT_ORGANIZATION_DELETE: '7/11' } })
    const { body } = await own.app.inject('/reference/organizations')
    expect(body).toContain('7 in 11 s')
  })

  it('has every event, with what causes it', async () => {
    const { body } = await get('/reference/event-catalogue')
    for (const name of eventNames) expect(body).toContain(`<article class="event" id="${name}">`)
    expect(body).toContain('<a href="/reference/organizations#organizations.deleteOrganization">')
  })

  it('lists every operation in its overview', async () => {
    const { body } = await get('/reference')
    const linked = new Set(attributesOf(body, 'href'))
    for (const { id, service } of operations) expect(linked).toContain(`/reference/${service}#${id}`)
  })

  it('leads nowhere that is not there, and names nothing twice', async () => {
    const bodies = new Map(
      await Promise.all(pages.map(async (page) => [page, (await get(page)).body] as const)),
    )
    const ids = new Map([...bodies].map(([page, body]) => [page, attributesOf(body, 'id')]))
    for (const [page, all] of ids)
      expect([page, all.filter((id, index) => all.indexOf(id) !== index)]).toEqual([page, []])
    const known = new Set([...ids].flatMap(([page, all]) => all.map((id) => `${page}#${id}`)))
    const elsewhere = new Set(['/', '/dev/mailbox', '/openapi.json'])
    const dead = [...bodies].flatMap(([page, body]) =>
      attributesOf(body, 'href')
        .map((href) => (href.startsWith('#') ? `${page}${href}` : href))
        .filter((href) => !href.startsWith('/assets/') && !elsewhere.has(href))
        .filter((href) => (href.includes('#') ? !known.has(href) : !bodies.has(href)))
        .map((href) => `${page} leads to ${href}`),
    )
    expect(dead).toEqual([])
  })

  it('has an index to search', async () => {
    const entries = (await get('/reference/search.json')).json() as { t: string; h: string; n?: 1 }[]
    const served = new Set(servedOperations())
    for (const { id, service } of operations) {
      expect(entries.find(({ t }) => t === id)).toMatchObject({
        h: `/reference/${service}#${id}`,
        ...(!served.has(id) && { n: 1 }),
      })
    }
    for (const name of eventNames) expect(entries.some(({ t }) => t === name)).toBe(true)
  })

  it('answers 404 for a service that is none', async () => {
    const answer = await get('/reference/nothing%3Cb%3E')
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('No such service')
    expect(answer.body).not.toContain('nothing<b>')
  })

  it('is light enough to be there at once', async () => {
    for (const page of pages) {
      const { rawPayload } = await get(page, { 'accept-encoding': 'br' })
      expect([page, rawPayload.length < 40_000]).toEqual([page, true])
    }
  })

  it('is public in production too, where it does not lead to pages of development', async () => {
    const production = await ownServer({ mode: 'production' })
    await createTenant(production, 'production')
    for (const page of pages) {
      const { statusCode, body, headers } = await production.app.inject(page)
      expect([page, statusCode]).toEqual([page, 200])
      expect(attributesOf(body, 'href')).not.toContain('/dev/mailbox')
      expect(attributesOf(body, 'href')).not.toContain('/')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
    expect((await production.app.inject('/openapi.json')).json().servers).toEqual([
      { url: 'https://portico.example' },
    ])
  })
})

describe('titleOf', () => {
  it.each([
    ['organizationDomains', 'Organization domains'],
    ['sso', 'SSO'],
    ['portico.apiKeys', 'API keys'],
    ['portico.redirectUris', 'Redirect URIs'],
    ['multiFactorAuth', 'Multi-factor auth'],
  ])('says %s as %s', (service, title) => expect(titleOf(service)).toBe(title))
})
