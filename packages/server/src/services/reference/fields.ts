import { type Schema, withoutNull } from '@portico/contract/examples'
import { type Html, html } from '../../kernel/html.ts'
import { prose } from './prose.ts'
import { insideOf, limitsOf, type TypePart, typeOf, valuesOf } from './schema.ts'

/** The members of an object, each with all there is to know of it. */
export function fieldList({ properties = {}, required = [] }: Schema): Html {
  const members = Object.entries(properties)
  // What must be given comes first.
  members.sort(([a], [b]) => Number(required.includes(b)) - Number(required.includes(a)))
  return html`<ul class="fields">${members.map(([name, member]) => field(name, member, required.includes(name)))}</ul>`
}

function field(name: string, given: Schema, required: boolean): Html {
  const { schema, nullable } = withoutNull(given)
  const inside = insideOf(schema)
  const limits = limitsOf(schema)
  const { deprecated = schema.deprecated, description = schema.description } = given
  return html`<li>
<p class="field"><code>${name}</code> <span class="type">${typeLabel(typeOf(schema))}${nullable && ' or null'}</span>${
    required && html` <span class="required">required</span>`
  }${deprecated && html` <span class="badge warn">deprecated</span>`}${
    schema['x-secret'] && html` <span class="badge">secret</span>`
  }</p>
${description && html`<p>${prose(description)}</p>`}
${limits.length > 0 && html`<p class="limits">${prose(capitalized(limits.join(', ')))}.</p>`}
${schema['x-opaque'] && html`<p class="limits">The keys are yours.</p>`}
${valueList(schema)}
${inside && html`<details><summary>What is in ${name}</summary>${fieldList(inside)}</details>`}
</li>`
}

/** A type in words; models lead to their section. */
export function typeLabel(parts: readonly TypePart[]): Html {
  return html`${parts.map((part) => (typeof part === 'string' ? part : html`<a href="#${part.model}">${part.model}</a>`))}`
}

const shownAtOnce = 12

function valueList(schema: Schema): Html | false {
  const listed = valuesOf(schema)
  if (!listed) return false
  const values = listed.values.map((value) => html`<code>${String(value)}</code> `)
  const more = listed.open && html`<span class="muted">There may be more one day.</span>`
  if (values.length <= shownAtOnce) return html`<p class="values">One of ${values}${more}</p>`
  return html`<details class="values"><summary>One of ${values.length} values</summary>${values}${more}</details>`
}

/** What a body or an answer is made of: members, or one of several sets of them. */
export function shape(given: Schema): Html {
  const { schema } = withoutNull(given)
  if (!schema.anyOf) return fieldList(schema)
  return html`<p class="muted">One of:</p>${schema.anyOf.map((branch) => variant(branch, schema['x-discriminator']))}`
}

function variant(branch: Schema, discriminator: string | undefined): Html {
  const chosen = discriminator === undefined ? undefined : branch.properties?.[discriminator]?.const
  const name =
    chosen === undefined ? (branch['x-model'] ?? 'Otherwise') : `${discriminator} = ${JSON.stringify(chosen)}`
  return html`<details class="variant"><summary><code>${name}</code></summary>${
    branch.description && html`<p>${prose(branch.description)}</p>`
  }${fieldList(branch)}</details>`
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
