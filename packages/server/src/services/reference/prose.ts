import { type Html, html } from '../../kernel/html.ts'

/** A sentence of the contract, with what stands in backticks as code. */
export function prose(text: string): Html {
  const parts = text.split(/`([^`]+)`/)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}

/** A sentence with its full stop. */
export const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`)
