import type { MailboxMessage } from '@portico/contract'
import { type Html, html } from '../../kernel/html.ts'
import type { Page } from '../../kernel/pages/index.ts'
import type { MessageSummary } from './store.ts'
import { timeOf } from './time.ts'

/** The list of mails, newest first. */
export function mailboxPage({ messages, more }: { messages: MessageSummary[]; more: boolean }): Page {
  return {
    title: 'Mailbox · Portico',
    current: '/dev/mailbox',
    main: html`
<header class="head">
<div><h1>Mailbox</h1>
<p class="lead">Mail that Portico would have sent. Nothing leaves this machine while no mail server is configured.</p></div>
${
  messages.length > 0 &&
  html`<form method="post" action="/dev/mailbox/clear"><button class="button">Empty the mailbox</button></form>`
}
</header>
<section class="card" aria-label="Mails">
${messages.length === 0 ? emptyMailbox : html`<ol class="mails">${messages.map(mailRow)}</ol>`}
</section>
${more && html`<p class="more"><a href="/dev/mailbox?before=${messages.at(-1)?.id}">Older mails</a></p>`}`,
  }
}

const emptyMailbox = html`
<div class="nothing"><p><strong>No mail yet.</strong></p>
<p class="muted">Invitations, sign-in codes and password resets will land here.</p></div>`

const mailRow = ({ id, to, subject, kind, created_at }: MessageSummary) => html`
<li><a class="mail" href="/dev/mailbox/${id}">
<span class="mail-subject">${subject}</span>
<span class="mail-to muted">${to}</span>
<span class="badge">${kind.replaceAll('_', ' ')}</span>
${timeOf(created_at)}
</a></li>`

/** One mail: as HTML, where it has any, and as text. */
export function messagePage(message: MailboxMessage & { environment_id: string }): Page {
  const { id, subject, from, to, kind, created_at, text, html: markup, environment_id } = message
  return {
    title: `${subject} · Mailbox · Portico`,
    current: '/dev/mailbox',
    main: html`
<p class="back"><a href="/dev/mailbox">All mails</a></p>
<h1 class="mail-title">${subject}</h1>
<dl class="facts">
<div><dt>From</dt><dd>${from}</dd></div>
<div><dt>To</dt><dd>${to}</dd></div>
<div><dt>About</dt><dd>${kind.replaceAll('_', ' ')}</dd></div>
<div><dt>Sent</dt><dd>${timeOf(created_at)}</dd></div>
<div><dt>Environment</dt><dd><code>${environment_id}</code></dd></div>
</dl>
${
  markup &&
  html`
<section class="card message" aria-labelledby="as-html"><h2 id="as-html">HTML</h2>
<iframe title="The mail as HTML" src="/dev/mailbox/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<p class="muted small">Scripts do not run here, and nothing is loaded from elsewhere.</p></section>`
}
<section class="card message" aria-labelledby="as-text"><h2 id="as-text">Text</h2>
<pre class="mail-text" tabindex="0">${withLinks(text)}</pre></section>`,
  }
}

export function missingMessagePage(): Page {
  return {
    title: 'No such mail · Portico',
    current: '/dev/mailbox',
    main: html`<h1>No such mail</h1><p class="lead">It may have been deleted. <a href="/dev/mailbox">All mails</a></p>`,
  }
}

/** Text whose addresses can be followed. */
export function withLinks(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : part,
  )}`
}

/**
 * A mail's HTML is as trustworthy as whoever could put text into it. It is shown in an origin of its own, runs no
 * script and loads nothing; links open in a new tab.
 */
export const messageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'SAMEORIGIN',
}

/** The mail as a document. Its links have another window to go to: the frame cannot show other pages. */
export function messageDocument(markup: string): string {
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${markup}`
}
