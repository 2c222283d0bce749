import type { Schema } from '@portico/contract/examples'
import { type Html, html } from '../../kernel/html.ts'
import { shape } from './fields.ts'
import { prose } from './prose.ts'
import { modelsIn } from './schema.ts'

/** Every model that the schemas mention, each once. */
export function modelSections(schemas: readonly Schema[]): Html | false {
  const models = new Map<string, Schema>()
  for (const schema of schemas) modelsIn(schema, models)
  const sorted = [...models].sort(([a], [b]) => a.localeCompare(b, 'en'))
  return (
    sorted.length > 0 &&
    html`<section class="models" aria-labelledby="models"><h2 id="models">Models</h2>${sorted.map(
      ([name, schema]) => html`
<section class="model" id="${name}" aria-labelledby="${name}.title"><h3 id="${name}.title"><a class="anchor" href="#${name}">${name}</a></h3>
${schema.description && html`<p>${prose(schema.description)}</p>`}
${shape(schema)}</section>`,
    )}</section>`
  )
}
