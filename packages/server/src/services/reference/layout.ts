import { attributes, type Html, html } from '../../kernel/html.ts'
import type { Page } from '../../kernel/pages/index.ts'
import type { CatalogueService } from './catalogue.ts'

/** A page of the reference: where one is, what there is, and the content. */
export function referencePage(
  { title, current, content }: { title: string; current: string; content: Html },
  { services, searchIndex }: { services: readonly CatalogueService[]; searchIndex: string },
): Page {
  const own = services.filter(({ isOwn }) => isOwn)
  const wire = services.filter(({ isOwn }) => !isOwn)
  return {
    title: `${title} · Portico API`,
    description: 'Every operation, model and event of the Portico API.',
    current: '/reference',
    tools: searchBox(searchIndex),
    main: html`
<div class="reference">
<details class="contents" open><summary>Contents</summary>
<nav aria-label="Reference"><ul>
${link('/reference', 'Overview', current)}
${link('/reference/event-catalogue', 'Events', current)}
</ul>
<h2>The WorkOS API</h2><ul>${wire.map((service) => serviceLink(service, current))}</ul>
<h2>Portico’s own</h2><ul>${own.map((service) => serviceLink(service, current))}</ul>
</nav></details>
<div class="content">${content}</div>
</div>`,
  }
}

function serviceLink({ title, href, operations }: CatalogueService, current: string): Html {
  if (href !== current) return link(href, title, current)
  return html`<li><a href="${href}" aria-current="page">${title}</a>
<ul class="names">${operations.map(({ id, name }) => html`<li><a href="#${id}">${breakable(name)}</a></li>`)}</ul></li>\n`
}

/** A name in camel case may be broken before its capitals. */
function breakable(name: string): Html {
  return html`${name.split(/(?=[A-Z])/).map((word, index) => html`${index > 0 && html`<wbr>`}${word}`)}`
}

function link(href: string, title: string, current: string): Html {
  return html`<li><a ${attributes({ href, 'aria-current': href === current && 'page' })}>${title}</a></li>\n`
}

/** Shown by its script: without one there is the overview, which lists everything. */
function searchBox(index: string): Html {
  return html`<search class="search" id="search" data-index="${index}" hidden>
<label class="visually-hidden" for="search-text">Search the reference</label>
<input type="search" id="search-text" placeholder="Search" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="search-found" aria-autocomplete="list" aria-keyshortcuts="/">
<kbd aria-hidden="true">/</kbd>
<ul id="search-found" role="listbox" aria-label="Found" hidden></ul>
</search>`
}
