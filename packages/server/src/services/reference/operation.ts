import {
  type Credential,
  type ErrorDeclaration,
  invalidBodies,
  isPaged,
  type Operation,
  paging,
  pathParameters,
} from '@portico/contract'
import { asSchema, objectOf, type Schema, sdkSnippet } from '@portico/contract/examples'
import Type, { type TSchema } from 'typebox'
import type { Config } from '../../kernel/config.ts'
import { type Html, html } from '../../kernel/html.ts'
import { codeBlock } from '../../kernel/pages/index.ts'
import { fieldList, shape, typeLabel } from './fields.ts'
import { prose, sentence } from './prose.ts'
import { insideOf, modelOf, typeOf } from './schema.ts'
import { answerSnippet, curlSnippet } from './snippets.ts'

/** What the reference knows beside the contract. */
export type ReferenceContext = {
  baseUrl: string
  served: ReadonlySet<string>
  rateLimits: Config['rateLimits']
}

/** All there is to know of one operation. */
export function operationArticle(operation: Operation, context: ReferenceContext): Html {
  const { id, method, path, summary, description, deprecated } = operation
  return html`
<article class="operation" id="${id}" aria-labelledby="${id}.title">
<div class="about">
<h2 id="${id}.title"><a class="anchor" href="#${id}">${summary}</a></h2>
<p class="route"><span class="method" data-method="${method}">${method}</span><code>${path}</code></p>
<p class="badges">${notServed(operation, context)}${deprecated && html`<span class="badge warn">deprecated</span>`}${origin(operation)}</p>
${description && html`<p class="description">${prose(description)}</p>`}
${parameters(operation)}
${bodySection(operation)}
${answers(operation)}
${errorTable(operation)}
${facts(operation, context)}
</div>
${examples(operation, context)}
</article>`
}

export function notServed({ id }: Operation, { served }: Pick<ReferenceContext, 'served'>): Html | false {
  return !served.has(id) && html`<span class="badge warn">not served yet</span>`
}

const origins: Record<Operation['origin'], string | undefined> = {
  spec: undefined,
  sdk: 'beyond the specification, for official SDKs',
  legacy: 'for the first clients',
  portico: 'Portico’s own',
}

function origin(operation: Operation): Html | undefined {
  const text = origins[operation.origin]
  return text === undefined ? undefined : html`<span class="badge">${text}</span>`
}

function parameters(operation: Operation): Html {
  const { path, params = {}, query = {} } = operation
  const names = pathParameters(path)
  const inPath = objectOf(Object.fromEntries(names.map((name) => [name, params[name] ?? Type.String()])))
  const isShared = (name: string) => (paging as Record<string, unknown>)[name] === query[name]
  const [shared, own] = [
    Object.keys(query).filter(isShared),
    Object.keys(query).filter((name) => !isShared(name)),
  ]
  const among = (chosen: string[]) =>
    objectOf(Object.fromEntries(chosen.map((name) => [name, query[name] as TSchema])))
  return html`
${names.length > 0 && html`<h3>Path</h3>${fieldList(inPath)}`}
${Object.keys(query).length > 0 && html`<h3>Query</h3>`}
${own.length > 0 && fieldList(among(own))}
${shared.length > 0 && html`<details class="paging"><summary>Paging: ${shared.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}</summary>${fieldList(among(shared))}</details>`}`
}

function bodySection({
  body,
  encodings = ['json'],
  exclusive,
  exclusiveRequired,
}: Operation): Html | undefined {
  if (!body) return undefined
  const note = encodings.includes('form')
    ? encodings.includes('json')
      ? 'JSON or a form'
      : 'a form'
    : 'JSON'
  return html`<h3>Body <span class="muted">${note}</span></h3>
${
  exclusive &&
  html`<p class="limits">${exclusiveRequired ? 'Exactly' : 'At most'} one of: ${exclusive.map(
    (group, index) =>
      html`${index > 0 && '; '}${group.map((name, at) => html`${at > 0 && ' and '}<code>${name.replace('?', '')}</code>`)}`,
  )}.</p>`
}
${shape(asSchema(body))}`
}

/** What success answers. A model has a section of its own; what has no name is shown here. */
function answers(operation: Operation): Html {
  const { status, returns, alsoReturns = {}, mediaType } = operation
  const all: [string, Schema | undefined][] = [
    [String(status), returns && asSchema(returns)],
    ...Object.entries(alsoReturns).map(([code, schema]): [string, Schema | undefined] => [
      code,
      schema ? asSchema(schema) : undefined,
    ]),
  ]
  return html`<h3>Answer</h3>
<ul class="answers">${all.map(([code, schema]) => html`<li><span class="status">${code}</span> ${answer(code, schema, mediaType)}</li>`)}</ul>`
}

function answer(status: string, schema: Schema | undefined, mediaType: string | undefined): Html {
  if (status === '302') return html`A redirect: the browser goes on at <code>Location</code>.`
  if (!schema) return html`No body.`
  if (mediaType && mediaType !== 'application/json') return html`<code>${mediaType}</code>`
  if (schema['x-page']) return html`A page of ${itemsLabel(schema)}, and the cursors of its neighbours.`
  if (schema.properties?.object?.const === 'list') return html`All of them: a list of ${itemsLabel(schema)}.`
  if (modelOf(schema) || !insideOf(schema)) return typeLabel(typeOf(schema))
  return shape(schema)
}

function itemsLabel({ properties }: Schema): Html {
  return typeLabel(typeOf(properties?.data?.items ?? {}))
}

/** The errors of the operation, those that come with its credential, body and limits included. */
function errorTable(operation: Operation): Html {
  const { throws = [], auth, body, query, invalid } = operation
  const rows: [number, Html | false, string][] = [
    ...throws.map((error): [number, Html | false, string] => [error.status, codeOf(error), error.message]),
    ...(auth === 'none' ? [] : [row(401, 'The credential is missing, unknown or no longer good.')]),
    ...(body || query ? [row(invalidBodies[invalid].status, 'Something that was sent does not fit.')] : []),
    row(429, 'Too many requests. `Retry-After` says how long to wait.'),
  ]
  rows.sort(([a], [b]) => a - b)
  return html`<details class="errors"><summary>Errors <span class="count">${rows.length}</span></summary>
<table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">When</th></tr></thead>
<tbody>${rows.map(([status, code, when]) => html`<tr><td>${status}</td><td>${code}</td><td>${prose(sentence(when))}</td></tr>`)}</tbody></table></details>`
}

const row = (status: number, when: string): [number, Html | false, string] => [status, false, when]

/** Two of the shapes carry no code: there it would promise what no client sees. */
function codeOf({ shape, code }: ErrorDeclaration): Html | false {
  return shape !== 'message' && shape !== 'error' && shape !== 'text' && html`<code>${code}</code>`
}

const credentials: Record<Credential, string> = {
  api_key: 'API key',
  client_id: 'Client ID, and a secret where the client has one',
  access_token: 'Access token of the person who signed in',
  none: 'None',
}

function facts(operation: Operation, { rateLimits }: ReferenceContext): Html {
  const { auth, rateLimit, emits = [], id, method } = operation
  const { limit, windowSeconds } = rateLimits[rateLimit]
  return html`<dl class="facts">
<div><dt>Credential</dt><dd>${credentials[auth]}</dd></div>
<div><dt>Rate limit</dt><dd>${limit.toLocaleString('en')} in ${windowSeconds} s <span class="muted">(${rateLimit.replaceAll('_', ' ')})</span></dd></div>
${isPaged(operation) && html`<div><dt>Paging</dt><dd><a href="/reference#paging">By cursor</a></dd></div>`}
${method !== 'GET' && html`<div><dt>Repeating</dt><dd><a href="/reference#idempotency">Idempotency-Key</a></dd></div>`}
${emits.length > 0 && html`<div><dt>Events</dt><dd>${emits.map((event) => html`<a href="/reference/event-catalogue#${event}"><code>${event}</code></a> `)}</dd></div>`}
<div><dt>Name</dt><dd><code>${id}</code></dd></div>
</dl>`
}

function examples(operation: Operation, { baseUrl }: ReferenceContext): Html {
  const sdk = sdkSnippet(operation)
  const answer = answerSnippet(operation)
  return html`<div class="examples">
${codeBlock(`${operation.id}.curl`, 'curl', curlSnippet(operation, baseUrl))}
${sdk !== undefined && codeBlock(`${operation.id}.sdk`, 'TypeScript', sdk)}
${answer !== undefined && codeBlock(`${operation.id}.answer`, `Answer, ${operation.status}`, answer)}
</div>`
}
