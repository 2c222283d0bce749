import { attributes, type Html, html } from '../../kernel/html.ts'
import { codeBlock, copyButton, type Page } from '../../kernel/pages/index.ts'
import { type CatalogueService, catalogueOf } from '../reference/index.ts'
import type { ActivitySnapshot } from './activity.ts'
import type { ShownRequest } from './shown.ts'
import type { ShownEvent } from './store.ts'
import { timeOf } from './time.ts'

/** What a developer calls the server with. */
export type Credentials = { apiKey: string; clientId: string }

export type StartPageData = {
  /** Where the reader reached the page. */
  baseUrl: string
  /** Ids of the operations that are served. */
  served: readonly string[]
  /** For whoever sits at the machine only. */
  credentials?: Credentials | undefined
  /** For whoever sits at the machine only. */
  activity?: ActivitySnapshot | undefined
  /** Whether there is a demo app to try. For whoever sits at the machine only. */
  demo?: boolean
}

export function startPage(data: StartPageData): Page {
  const { activity, served } = data
  return {
    title: 'Portico',
    description: 'The start page of a Portico development server.',
    current: '/',
    main: html`
${masthead}
<div class="columns">
<div class="column">
${credentialsCard(data)}
${tryCard(data)}
</div>
<div class="column side">
${activity && signInCard(data)}
${activity && clockCard(activity.clock)}
${activity && mailboxCard(activity.messages)}
${furtherCard}
</div>
</div>
${activity && liveSection(activity)}
${servedSection(catalogueOf(new Set(served)))}`,
  }
}

const masthead = html`
<header class="masthead">
<p class="state"><span class="dot" aria-hidden="true"></span>Development server</p>
<h1>Portico is running</h1>
<p class="lead">An identity platform of your own. It speaks the WorkOS API, so every official WorkOS SDK works against it as it is.</p>
</header>`

function credentialsCard({ baseUrl, credentials }: StartPageData): Html {
  return html`
<section class="card padded" aria-labelledby="credentials">
<div class="card-head"><h2 id="credentials">Credentials</h2>${
    credentials &&
    html`<label class="reveal"><input type="checkbox" id="reveal" autocomplete="off"><span>Show the key</span></label>`
  }</div>
<dl class="credentials">
${credential('base-url', 'Base URL', baseUrl)}
${credentials && credential('api-key', 'API key', maskable(credentials.apiKey))}
${credentials && credential('client-id', 'Client ID', credentials.clientId)}
</dl>
${
  credentials
    ? html`<p class="note">Also in <code>credentials.env</code> in the data directory, for tools to read.</p>`
    : html`<p class="note">The API key is shown on the machine that Portico runs on only: open <code>http://localhost</code> there, or read <code>credentials.env</code> in the data directory.</p>`
}
</section>`
}

function credential(id: string, label: string, value: Html | string): Html {
  return html`
<div class="credential"><dt>${label}</dt><dd><code id="${id}">${value}</code>${copyButton(id, label)}</dd></div>`
}

/** A key that is covered until the box is ticked. Whoever copies it gets it whole. */
function maskable(key: string): Html {
  const [, prefix = '', rest = ''] = /^(sk_(?:test_|live_)?)(.*)$/.exec(key) ?? ['', '', key]
  const covered = `${prefix}${'•'.repeat(12)}${rest.slice(-4)}`
  return html`<span data-mask>${covered}</span><span class="secret">${key}</span>`
}

function tryCard({ baseUrl, credentials }: StartPageData): Html {
  const key = credentials ? maskable(credentials.apiKey) : 'sk_test_…'
  const { hostname, port } = new URL(baseUrl)
  return html`
<section class="card padded" aria-labelledby="try">
<div class="card-head"><h2 id="try">Three things to try</h2></div>
<fieldset class="snippets"><legend class="visually-hidden">With what to call the server</legend>
<div class="choices">
${choice('curl', 'curl', true)}
${choice('sdk', 'WorkOS SDK')}
${choice('cli', 'portico')}
</div>
${codeBlock(
  'try-curl',
  'Create an organization',
  html`curl ${baseUrl}/organizations \\
  -H 'Authorization: Bearer ${key}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "name": "Acme",
    "metadata": {"tier": "gold"}
  }'`,
)}
${codeBlock(
  'try-sdk',
  'List organizations, with the official SDK for Node',
  html`import { WorkOS } from '@workos-inc/node'

const workos = new WorkOS('${key}', {
  apiHostname: '${hostname}', port: ${port || '80'}, https: false,
})
const { data } = await workos.organizations.listOrganizations()
console.log(data)`,
)}
${codeBlock(
  'try-cli',
  'Follow events in the terminal',
  `# Prints events as they are recorded
npm run portico -- events follow

# In another terminal: causes one, which appears below as well
npm run portico -- trigger organization.created`,
)}
</fieldset>
</section>`
}

function choice(value: string, label: string, checked = false): Html {
  return html`<label><input type="radio" class="visually-hidden" name="try" ${attributes({ value, checked })}>${label}</label>`
}

function signInCard({ demo, baseUrl }: StartPageData): Html {
  // The machine's address is another site for browsers than its name, as identity providers are in the field.
  const simulators = new URL('/simulators', baseUrl)
  simulators.hostname = '127.0.0.1'
  return html`
<section class="card" aria-labelledby="sign-in"><h2 class="visually-hidden" id="sign-in">Single sign-on</h2>
<ul class="tiles">
${
  demo &&
  html`<li><a class="tile" href="/dev/demo"><span><strong>Try SSO</strong><span class="muted small">Sign in to a demo app</span></span></a></li>`
}
<li><a class="tile" href="${simulators.href}"><span><strong>Identity providers</strong><span class="muted small">Simulators of Okta, Entra ID, Google and others</span></span></a></li>
</ul></section>`
}

function clockCard({ now, offsetMs, words }: ActivitySnapshot['clock']): Html {
  return html`
<section class="card padded" aria-labelledby="clock">
<div class="card-head"><h2 id="clock">Clock</h2></div>
<p class="clock"><time id="clock-time" datetime="${now}">${now.slice(11, 19)}</time>
<span id="clock-date">${now.slice(0, 10)}</span> <abbr title="Coordinated Universal Time">UTC</abbr></p>
<p class="muted small" id="clock-offset" data-moved="${String(offsetMs !== 0)}">${words}</p>
<div class="buttons" role="group" aria-label="Move the clock">
${clockButton('Forward by 1 hour', '+1 hour', '3600')}
${clockButton('Forward by 1 day', '+1 day', '86400')}
${clockButton('Back to the real time', 'Reset')}
</div>
<p class="note">All domain time follows it, so you can watch things expire.</p>
</section>`
}

function clockButton(says: string, label: string, seconds?: string): Html {
  return html`
<form method="post" action="/dev/clock" data-says="${says}">${
    seconds && html`<input type="hidden" name="advance" value="${seconds}">`
  }<button class="button">${label}</button></form>`
}

function mailboxCard(messages: number): Html {
  return html`
<section class="card" aria-labelledby="mailbox">
<a class="tile" href="/dev/mailbox"><span><strong id="mailbox">Mailbox</strong>
<span class="muted small">Mail that would have been sent</span></span>
<span class="count" id="mailbox-count">${messages}</span></a>
</section>`
}

const furtherCard = html`
<nav class="card" aria-label="Documents"><ul class="tiles">
<li><a class="tile" href="/reference"><span><strong>API reference</strong><span class="muted small">Every operation and event</span></span></a></li>
<li><a class="tile" href="/openapi.json"><span><strong>OpenAPI document</strong><span class="muted small">For your tools</span></span></a></li>
</ul></nav>`

function liveSection({ requests, requestCount, events, clock }: ActivitySnapshot): Html {
  return html`
<section class="live" aria-labelledby="live">
<div class="section-head"><h2><span id="live">As it happens</span><span class="live-state" id="live-state">as of ${timeOf(clock.now, { day: false })}</span></h2>
<button type="button" class="button" id="pause" aria-pressed="false" hidden>Pause</button></div>
<div class="feeds">
<section class="card feed" aria-labelledby="requests">
<header><h3 id="requests">Requests</h3><span class="muted small"><span id="request-count">${requestCount}</span> since the start</span></header>
<ol id="request-rows" tabindex="0" aria-label="Requests, newest first">${requests.map(requestRow)}</ol>
<p class="empty muted">None yet. Try the first command above.</p>
<template id="request-row">${requestRow({ n: 0, at: '', method: '', path: '', status: 0, durationMs: 0 })}</template>
</section>
<section class="card feed" aria-labelledby="events">
<header><h3 id="events">Events</h3><span class="muted small">as webhooks get them</span></header>
<ol id="event-rows" tabindex="0" aria-label="Events, newest first">${events.map(eventRow)}</ol>
<p class="empty muted">None yet. A change makes one.</p>
<template id="event-row">${eventRow({ id: '', xid: '', event: '', created_at: '', subject: '' })}</template>
</section>
</div>
</section>`
}

const requestRow = ({ n, at, method, path, status, durationMs }: ShownRequest) => html`
<li data-key="${n}">${timeOf(at, { day: false })}<span class="method">${method}</span><span class="path" title="${path}">${path}</span><span class="status" data-class="${String(status).charAt(0)}">${status}</span><span class="duration">${durationMs.toFixed(1)} ms</span></li>`

const eventRow = ({ id, event, created_at, subject }: ShownEvent) => html`
<li data-key="${id}">${timeOf(created_at, { day: false })}<a class="name" href="/reference/event-catalogue#${event}">${event}</a><span class="subject">${subject}</span></li>`

function servedSection(services: readonly CatalogueService[]): Html {
  const [begun, waiting] = [services.filter(isBegun), services.filter((service) => !isBegun(service))]
  const sum = (count: (service: CatalogueService) => number) =>
    services.reduce((total, service) => total + count(service), 0)
  return html`
<section class="served" aria-labelledby="served">
<div class="section-head"><h2 id="served">What is served</h2>
<p class="muted">${sum((service) => service.servedCount)} of ${sum((service) => service.operations.length)} operations. The others answer 501 until they are built.</p></div>
${serviceGroup(
  'The WorkOS API',
  begun.filter(({ isOwn }) => !isOwn),
)}
${serviceGroup(
  'Portico’s own',
  begun.filter(({ isOwn }) => isOwn),
)}
${
  waiting.length > 0 &&
  html`<details class="waiting"><summary>${waiting.length} services to come</summary>
<ul>${waiting.map(({ title, href, description, operations }) => html`<li><a href="${href}">${title}</a> <span class="muted">${description} ${operations.length} operations.</span></li>\n`)}</ul></details>`
}
</section>`
}

function serviceGroup(title: string, services: readonly CatalogueService[]): Html | false {
  return services.length > 0 && html`<h3>${title}</h3><ul class="services">${services.map(serviceTile)}</ul>`
}

const isBegun = ({ servedCount }: CatalogueService) => servedCount > 0

function serviceTile({ title, href, description, servedCount, operations }: CatalogueService): Html {
  return html`
<li class="card"><a class="service" href="${href}"><strong>${title}</strong>
<span class="muted small">${description}</span>
<span class="share"><progress value="${servedCount}" max="${operations.length}" aria-label="${title}: operations served"></progress>
<span>${servedCount}/${operations.length}</span></span></a></li>`
}
