import type { FastifyReply } from 'fastify'
import { html } from '../../../kernel/html.ts'
import type { Browser } from '../flow/types.ts'
import { sendHostedPage } from '../pages/layout.ts'

/** Says that somebody is signed out, where no application wants them back. */
export function sendSignedOutPage(browser: Browser): Promise<FastifyReply> {
  return sendHostedPage(browser, {
    status: 200,
    title: 'You are signed out',
    environmentId: undefined,
    main: () => html`<div class="card">
<h1>You are signed out</h1>
<p>You can close this window.</p>
</div>`,
  })
}
