import type { FastifyReply } from 'fastify'
import { html } from '../../../kernel/html.ts'
import { loadAssets, pageHeaders, sharedAssets } from '../../../kernel/pages/index.ts'
import type { Browser } from '../flow/index.ts'

export const postPageAssets = loadAssets(new URL('./assets/', import.meta.url), ['post.js', 'post.css'])

/** A page that posts a form to the identity provider by itself, or by its button where there are no scripts. */
export function sendPostPage(
  { reply }: Browser,
  { action, fields }: { action: string; fields: Readonly<Record<string, string>> },
): FastifyReply {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Continue to sign in</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${sharedAssets['page.css'].path}">
<link rel="stylesheet" href="${postPageAssets['post.css'].path}">
<script src="${postPageAssets['post.js'].path}" type="module"></script>
</head>
<body>
<main class="onward">
<h1>Taking you to ${new URL(action).host}</h1>
<p>You sign in there, and then come back. If nothing happens, press the button.</p>
<form method="post" action="${action}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
<button type="submit" class="button">Continue</button>
</form>
</main>
</body>
</html>
`
  return reply
    .code(200)
    .headers(pageHeaders({ forms: null }))
    .type('text/html; charset=utf-8')
    .send(page.toString())
}
