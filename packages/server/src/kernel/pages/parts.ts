import { type Html, html } from '../html.ts'

/** A button that copies the text of the element with the id. Without scripts it would do nothing, so they show it. */
export function copyButton(id: string, label: string): Html {
  return html`<button type="button" class="copy" data-copy="${id}" aria-label="Copy ${label}" hidden><span>Copy</span></button>`
}

/** Code to read and to copy. */
export function codeBlock(id: string, label: string, code: Html | string): Html {
  return html`<figure class="code"><figcaption>${label}</figcaption>${copyButton(id, label)}<pre tabindex="0"><code id="${id}">${code}</code></pre></figure>`
}
