import { openapiDocument } from '@portico/contract/openapi'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Html } from '../../kernel/html.ts'
import { html } from '../../kernel/html.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import {
  assetOf,
  loadAssets,
  mountAssets,
  pageHeaders,
  renderPage,
  type StaticContent,
  sendPage,
  sendStatic,
  sharedAssets,
  staticContent,
} from '../../kernel/pages/index.ts'
import type { Service } from '../../kernel/service.ts'
import { type CatalogueService, catalogueEvents, catalogueOf } from './catalogue.ts'
import { eventCataloguePage } from './event-catalogue.ts'
import { referencePage } from './layout.ts'
import { modelSections } from './models.ts'
import { operationArticle, type ReferenceContext } from './operation.ts'
import { overview } from './overview.ts'
import { prose } from './prose.ts'
import { asSchema } from './schema.ts'

const assets = loadAssets(new URL('./assets/', import.meta.url), ['reference.css', 'reference.js'])

/** Kept by browsers, and asked for anew: an answer of 304 costs next to nothing. */
const revalidated = 'public, no-cache'

/**
 * The reference and the OpenAPI document. Public, in development and production alike. Each page is made when it is
 * first asked for, and then sent as it is.
 *
 * @param served ids of the operations that are served
 */
export function referencePages(served: readonly string[]): Service {
  return {
    name: 'reference',
    routes(app, kernel) {
      const services = catalogueOf(new Set(served))
      const searchIndex = assetOf('search.json', JSON.stringify(searchEntries(services, new Set(served))))
      mountAssets(app, [...Object.values(sharedAssets), ...Object.values(assets), searchIndex])
      const make = pageMaker(kernel, served, services, searchIndex.path)
      const made = new Map<string, StaticContent>()

      const send = (
        request: FastifyRequest,
        reply: FastifyReply,
        key: string,
        content: () => StaticContent,
      ) => {
        let page = made.get(key)
        if (!page) {
          page = content()
          made.set(key, page)
        }
        return sendStatic(request, reply, page, revalidated)
      }

      app.get('/openapi.json', (request, reply) => {
        // Tools in browsers read it from anywhere; there is nothing in it that is not public.
        reply.headers({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
        return send(request, reply, 'openapi', () =>
          staticContent(
            'application/json; charset=utf-8',
            JSON.stringify(openapiDocument({ serverUrl: kernel.config.publicUrl })),
          ),
        )
      })
      app.get('/reference', (request, reply) =>
        send(request, reply.headers(pageHeaders()), '/reference', make.overview),
      )
      app.get('/reference/event-catalogue', (request, reply) =>
        send(request, reply.headers(pageHeaders()), '/reference/event-catalogue', make.events),
      )
      app.get<{ Params: { service: string } }>('/reference/:service', (request, reply) => {
        const service = services.find(({ name }) => name === request.params.service)
        if (!service) return sendPage(reply, kernel.config, make.missing(), { status: 404 })
        return send(request, reply.headers(pageHeaders()), service.href, () => make.service(service))
      })
    },
  }
}

function pageMaker(
  { config }: Kernel,
  served: readonly string[],
  services: readonly CatalogueService[],
  searchIndex: string,
) {
  const context = (): ReferenceContext => ({
    baseUrl: config.publicUrl,
    served: new Set(served),
    rateLimits: config.rateLimits,
  })
  const page = (title: string, current: string, content: Html) => ({
    ...referencePage({ title, current, content }, { services, searchIndex }),
    styles: [assets['reference.css']],
    scripts: [assets['reference.js']],
  })
  const rendered = (title: string, current: string, content: Html) =>
    staticContent('text/html; charset=utf-8', renderPage(config, page(title, current, content)))
  return {
    overview: () => rendered('Overview', '/reference', overview(services, context())),
    events: () => rendered('Events', '/reference/event-catalogue', eventCataloguePage()),
    service: (service: CatalogueService) =>
      rendered(service.title, service.href, servicePage(service, context())),
    missing: () =>
      page(
        'No such service',
        '',
        html`<h1>No such service</h1><p class="lead"><a href="/reference">All services</a></p>`,
      ),
  }
}

function servicePage(
  { title, description, name, operations }: CatalogueService,
  context: ReferenceContext,
): Html {
  const schemas = operations.flatMap(({ body, returns, alsoReturns = {} }) =>
    [body, returns, ...Object.values(alsoReturns)].filter((schema) => schema != null).map(asSchema),
  )
  return html`
<h1>${title}</h1>
<p class="lead">${prose(description)} In the SDK: <code>client.${name}</code>.</p>
${operations.map((operation) => operationArticle(operation, context))}
${modelSections(schemas)}`
}

/** What the search looks through. Short names: it is sent as it is. */
function searchEntries(services: readonly CatalogueService[], served: ReadonlySet<string>) {
  return [
    ...services.map(({ title, href, description }) => ({ t: title, d: description, h: href })),
    ...services.flatMap(({ operations }) =>
      operations.map(({ id, service, method, path, summary }) => ({
        t: id,
        d: summary,
        m: method,
        p: path,
        h: `/reference/${service}#${id}`,
        ...(!served.has(id) && { n: 1 }),
      })),
    ),
    ...catalogueEvents.map(([name, { summary }]) => ({
      t: name,
      d: summary,
      h: `/reference/event-catalogue#${name}`,
    })),
  ]
}
