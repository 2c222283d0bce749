import type { FastifyReply } from 'fastify'
import { attributes, type Html, html } from '../../kernel/html.ts'
import { type Asset, loadAssets, pageHeaders, sharedAssets } from '../../kernel/pages/index.ts'

export const simulatorAssets = loadAssets(new URL('./assets/', import.meta.url), [
  'simulator.css',
  'submit.js',
])

/** A page of a simulator. It looks like none of Portico's, so that nobody takes one for the other. */
export type SimulatorPage = {
  title: string
  /** Which of the looks of the style sheet. */
  look: string
  main: Html
  scripts?: readonly Asset[]
}

export function sendSimulatorPage(reply: FastifyReply, page: SimulatorPage, status = 200): FastifyReply {
  return (
    reply
      .code(status)
      // Every form here may be a step of a sign-in, and that ends at an application.
      .headers(pageHeaders({ forms: null }))
      .type('text/html; charset=utf-8')
      .send(render(page))
  )
}

function render({ title, look, main, scripts = [] }: SimulatorPage): string {
  return html`<!doctype html>
<html lang="en" data-look="${look}">
<head>
<meta charset="utf-8">
<title>${title} · simulator</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" type="image/svg+xml" href="${sharedAssets['icon.svg'].path}">
<link rel="stylesheet" href="${simulatorAssets['simulator.css'].path}">
${scripts.map((script) => html`<script src="${script.path}" type="module"></script>\n`)}
</head>
<body>
<header class="strip"><p><strong>Simulator</strong> It plays an identity provider for tests. There are no passwords, and nobody here is real.</p></header>
<main id="main">
${main}
</main>
</body>
</html>
`.toString()
}

/** The hidden fields of a form. Those that are null are left out. */
export const hiddenFields = (values: Readonly<Record<string, string | null>>): Html[] =>
  Object.entries(values)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)

/** A form that sends itself; where scripts do not run, a person does. */
export function submittingPage({
  look,
  action,
  fields,
}: {
  look: string
  action: string
  fields: Readonly<Record<string, string>>
}): SimulatorPage {
  const { host } = new URL(action)
  return {
    title: 'Signing in',
    look,
    scripts: [simulatorAssets['submit.js']],
    main: html`
<section class="card" aria-labelledby="title">
<h1 id="title">Signing in</h1>
<p class="lead">The answer goes to <strong>${host}</strong>.</p>
<form method="post" action="${action}" data-submit>
${hiddenFields(fields)}
<button class="primary">Continue</button>
</form>
</section>`,
  }
}

/** Says that something cannot be done, and why. */
export function noticePage({
  look,
  title,
  message,
}: {
  look: string
  title: string
  message: string
}): SimulatorPage {
  return {
    title,
    look,
    main: html`
<section class="card" aria-labelledby="title">
<h1 id="title">${title}</h1>
<p class="lead">${message}</p>
<p><a ${attributes({ href: '/simulators' })}>All simulators</a></p>
</section>`,
  }
}
