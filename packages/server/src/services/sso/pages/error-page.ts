import type { FastifyReply } from 'fastify'
import { html } from '../../../kernel/html.ts'
import type { Browser } from '../flow/types.ts'
import { sendHostedPage } from './layout.ts'

/** What went wrong, for whoever was signing in. */
export type ErrorPage = {
  status: number
  title: string
  message: string
  /** What an administrator searches for. */
  code: string
  environmentId?: string
}

/** Shows why a sign-in cannot go on, where no redirect is safe. */
export function sendErrorPage(
  browser: Browser,
  { status, title, message, code, environmentId }: ErrorPage,
): Promise<FastifyReply> {
  const { requestId, now } = browser.context
  return sendHostedPage(browser, {
    status,
    title,
    environmentId,
    main: () => html`<div class="card">
<h1>${title}</h1>
<p>${message}</p>
<p class="muted">Go back to the application and begin again. If that does not help, show this page to whoever looks after sign-in there.</p>
<dl class="facts small">
<div><dt>Error</dt><dd><code>${code}</code></dd></div>
<div><dt>Request</dt><dd><code>${requestId}</code></dd></div>
<div><dt>Time</dt><dd>${now.toISOString()}</dd></div>
</dl>
</div>`,
  })
}
