import type { EventSpec } from '@portico/contract'
import { asSchema } from '@portico/contract/examples'
import { type Html, html } from '../../kernel/html.ts'
import { catalogueEvents, publicOperations } from './catalogue.ts'
import { shape, typeLabel } from './fields.ts'
import { modelSections } from './models.ts'
import { prose } from './prose.ts'
import { modelOf, typeOf } from './schema.ts'

/** Every event: when it is recorded, what it holds, and what causes it. */
export function eventCataloguePage(): Html {
  const families = Map.groupBy(catalogueEvents, ([name]) => name.split('.')[0] as string)
  return html`
<h1>Events</h1>
<p class="lead">${catalogueEvents.length} kinds of events. Each is recorded together with the change it tells of, read in order over <a href="/reference/events">the events API</a>, and sent, signed, to the <a href="/reference/webhooks">webhook endpoints</a> that subscribe to it.</p>
${[...families].map(
  ([family, events]) => html`
<section class="family" aria-labelledby="family-${family}"><h2 id="family-${family}">${family.replaceAll('_', ' ')}</h2>
${events.map(([name, event]) => eventArticle(name, event))}</section>`,
)}
${modelSections(catalogueEvents.map(([, { data }]) => asSchema(data)))}`
}

function eventArticle(name: string, { summary, data, webhook }: EventSpec): Html {
  const schema = asSchema(data)
  const causes = publicOperations.filter(({ emits = [] }) => (emits as readonly string[]).includes(name))
  return html`
<article class="event" id="${name}"><h3><a class="anchor" href="#${name}"><code>${name}</code></a>${
    webhook === false && html` <span class="badge">read over the API only</span>`
  }</h3>
<p>${prose(summary)}</p>
${modelOf(schema) ? html`<p>Its data: ${typeLabel(typeOf(schema))}.</p>` : html`<details><summary>Its data</summary>${shape(schema)}</details>`}
${causes.length > 0 && html`<p class="causes">Caused by ${causes.map(({ id, service }) => html`<a href="/reference/${service}#${id}"><code>${id}</code></a> `)}</p>`}
</article>`
}
