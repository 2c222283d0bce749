import { asSchema } from '@portico/contract/examples'
import { openapiDocument } from '@portico/contract/openapi'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../kernel/config.ts'
import type { Html } from '../../kernel/html.ts'
import { html } from '../../kernel/html.ts'
import {
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

const assets = loadAssets(new URL('./assets/', import.meta.url), ['reference.css', 'reference.js'])

/** Kept by browsers, and asked for anew: an answer of 304 costs next to nothing. */
const revalidated = 'public, no-cache'

/**
 * The reference and the OpenAPI document. Public, in development and production alike. Everything is made when it is
 * first asked for, so that no start waits for it, and then sent as it is.
 *
 * @param served ids of the operations that are served
 */
export function referencePages(served: readonly string[]): Service {
  return {
    name: 'reference',
    routes(app, kernel) {
      mountAssets(app, [...Object.values(sharedAssets), ...Object.values(assets)])
      const make = makerOf(kernel.config, new Set(served))
      const made = new Map<string, StaticContent>()

      const send = (
        request: FastifyRequest,
        reply: FastifyReply,
        path: string,
        content: () => StaticContent,
      ) => {
        const known = made.get(path) ?? content()
        made.set(path, known)
        return sendStatic(request, reply, known, revalidated)
      }
      const mount = (path: string, content: () => StaticContent, headers: Record<string, string>) =>
        app.get(path, (request, reply) => send(request, reply.headers(headers), path, content))

      // Tools in browsers read it from anywhere; there is nothing in it that is not public.
      const fromAnywhere = {
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      }
      mount('/openapi.json', make.openapi, fromAnywhere)
      mount('/reference', make.overview, pageHeaders())
      mount('/reference/event-catalogue', make.events, pageHeaders())
      mount(searchIndex, make.searchIndex, pageHeaders())
      app.get<{ Params: { service: string } }>('/reference/:service', (request, reply) => {
        const service = make.services().find(({ name }) => name === request.params.service)
        if (!service) return sendPage(reply, kernel.config, make.missing(), { status: 404 })
        return send(request, reply.headers(pageHeaders()), service.href, () => make.service(service))
      })
    },
  }
}

const searchIndex = '/reference/search.json'

/** Makes what is sent. */
function makerOf(config: Config, served: ReadonlySet<string>) {
  let known: CatalogueService[] | undefined
  const services = () => {
    known ??= catalogueOf(served)
    return known
  }
  const context = (): ReferenceContext => ({
    baseUrl: config.publicUrl,
    served,
    rateLimits: config.rateLimits,
  })
  const page = (title: string, current: string, content: Html) => ({
    ...referencePage({ title, current, content }, { services: services(), searchIndex }),
    styles: [assets['reference.css']],
    scripts: [assets['reference.js']],
  })
  const rendered = (title: string, current: string, content: Html) =>
    staticContent('text/html; charset=utf-8', renderPage(config, page(title, current, content)))
  const json = (value: unknown) => staticContent('application/json; charset=utf-8', JSON.stringify(value))
  return {
    services,
    openapi: () => json(openapiDocument({ serverUrl: config.publicUrl })),
    searchIndex: () => json(searchEntries(services(), served)),
    overview: () => rendered('Overview', '/reference', overview(services(), context())),
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
