import { type Html, html } from '../../kernel/html.ts'
import { codeBlock } from '../../kernel/pages/index.ts'
import type { CatalogueService } from './catalogue.ts'
import { notServed, type ReferenceContext } from './operation.ts'

/** What holds for every operation, and the list of all of them. */
export function overview(services: readonly CatalogueService[], context: ReferenceContext): Html {
  const total = services.reduce((sum, { operations }) => sum + operations.length, 0)
  return html`
<h1>API reference</h1>
<p class="lead">${total} operations, ${context.served.size} of them served. The same facts for tools: <a href="/openapi.json">openapi.json</a>.</p>
${conventions(context)}
<h2 class="all">All operations</h2>
${services.map((service) => serviceTable(service, context))}`
}

function conventions({ baseUrl, rateLimits }: ReferenceContext): Html {
  const { limit, windowSeconds } = rateLimits.general
  return html`
<section class="conventions">
<section id="calling"><h2>Calling</h2>
<p>Every path below lies under <code>${baseUrl}</code>. Requests and answers are JSON in UTF-8, names are in <code>snake_case</code>, instants are ISO 8601 in UTC with milliseconds.</p>
${codeBlock('base-url', 'The base URL', baseUrl)}</section>
<section id="credentials"><h2>Credentials</h2>
<p>Most operations take an API key of the environment, as <code>Authorization: Bearer sk_…</code>. Each operation says what it takes. An object of another environment is answered 404, as if it did not exist.</p></section>
<section id="paging"><h2>Paging</h2>
<p>Lists come newest first, <code>limit</code> (1 to 100) at a time. <code>list_metadata</code> holds the cursors: pass <code>after</code> to go on and <code>before</code> to go back. A cursor is null where the list ends.</p></section>
<section id="idempotency"><h2>Repeating safely</h2>
<p>With an <code>Idempotency-Key</code> header, a request that is sent again within 24 hours is carried out once and gets the first answer again. The same key with another body is answered 409 <code>idempotency_error</code>.</p></section>
<section id="errors"><h2>Errors</h2>
<p>The status says what kind of error it is; the body says it in words, mostly as <code>code</code> and <code>message</code>. Every answer carries <code>X-Request-ID</code>, which is in the server’s log as well.</p></section>
<section id="rate-limits"><h2>Rate limits</h2>
<p>In general ${limit.toLocaleString('en')} requests in ${windowSeconds} seconds for each key; some operations have their own. <code>X-RateLimit-Remaining</code> says what is left, and an answer of 429 has <code>Retry-After</code> in seconds.</p></section>
</section>`
}

function serviceTable(
  { title, href, description, operations }: CatalogueService,
  context: ReferenceContext,
): Html {
  return html`
<section class="list" aria-labelledby="list-${href}">
<h3 id="list-${href}"><a class="anchor" href="${href}">${title}</a></h3>
<p class="muted">${description}</p>
<ul class="operations">${operations.map((operation) => {
    const { id, method, path, summary } = operation
    return html`<li><a href="${href}#${id}"><span class="method" data-method="${method}">${method}</span><code>${path}</code><span class="summary">${summary}</span></a>${notServed(operation, context)}</li>\n`
  })}</ul>
</section>`
}
