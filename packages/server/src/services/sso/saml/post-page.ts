import type { FastifyReply } from 'fastify'
import { html } from '../../../kernel/html.ts'
import { loadAssets } from '../../../kernel/pages/index.ts'
import type { Browser } from '../flow/index.ts'
import { sendHostedPage } from '../pages/layout.ts'

export const postPageAssets = loadAssets(new URL('./assets/', import.meta.url), ['post.js'])

/** A page that posts a form to the identity provider by itself, or by its button where there are no scripts. */
export function sendPostPage(
  browser: Browser,
  environmentId: string,
  { action, fields }: { action: string; fields: Readonly<Record<string, string>> },
): Promise<FastifyReply> {
  return sendHostedPage(browser, {
    status: 200,
    title: 'Continue to sign in',
    environmentId,
    // Identity providers redirect to hosts that nobody here knows.
    endsElsewhere: true,
    scripts: Object.values(postPageAssets),
    main: () => html`<div class="card">
<h1>On to ${new URL(action).host}</h1>
<p>You sign in there, and then come back. If nothing happens, press the button.</p>
<form class="actions" method="post" action="${action}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
<button type="submit" class="button">Continue</button>
</form>
</div>`,
  })
}
