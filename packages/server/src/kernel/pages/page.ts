import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import { attributes, type Html, html, trusted } from '../html.ts'
import { type Asset, loadAssets } from './assets.ts'

/** A page that the server makes itself. */
export type Page = {
  title: string
  description?: string
  /** Which of the links in the header leads here. */
  current?: string
  /** What is at the right of the header, as a search. */
  tools?: Html
  styles?: readonly Asset[]
  scripts?: readonly Asset[]
  main: Html
}

/** What every page loads. */
export const sharedAssets = loadAssets(new URL('./assets/', import.meta.url), [
  'page.css',
  'page.js',
  'icon.svg',
])

/**
 * What every page may do: load from here, and nothing else. Scripts and styles are files, so that markup which slips
 * in through a bug cannot run; no other site may put the page in a frame or read it.
 *
 * @param allowed `forms`: where its forms may go, and everything that the answers redirect to, for Chromium counts that
 * in. Null where a form is a step of a sign-in: it ends at an application that nobody can know here. `images`: origins
 * of others whose images it shows.
 */
export function pageHeaders({
  frames = "'none'",
  forms = "'self'",
  images = [],
}: {
  frames?: string
  forms?: string | null
  images?: readonly string[]
} = {}): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      ["img-src 'self'", ...images].join(' '),
      "connect-src 'self'",
      `frame-src ${frames}`,
      ...(forms === null ? [] : [`form-action ${forms}`]),
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    // Browsers then say in a POST from which origin it comes; other sites still learn nothing.
    'Referrer-Policy': 'same-origin',
  }
}

/** Sends a page that is not kept by anyone. */
export function sendPage(
  reply: FastifyReply,
  config: Config,
  page: Page,
  { status = 200, frames = "'none'" } = {},
): FastifyReply {
  return reply
    .code(status)
    .headers(pageHeaders({ frames }))
    .type('text/html; charset=utf-8')
    .send(renderPage(config, page))
}

/** The page as it is sent. */
export function renderPage({ mode }: Pick<Config, 'mode'>, page: Page): string {
  const links = allLinks.filter((link) => mode === 'development' || link.inProduction)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${
  page.description &&
  html`<meta name="description" content="${page.description}">
`
}<link rel="icon" type="image/svg+xml" href="${sharedAssets['icon.svg'].path}">
${[sharedAssets['page.css'], ...(page.styles ?? [])].map((style) => html`<link rel="stylesheet" href="${style.path}">\n`)}
${[sharedAssets['page.js'], ...(page.scripts ?? [])].map((script) => html`<script src="${script.path}" type="module"></script>\n`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="brand" href="${mode === 'development' ? '/' : '/reference'}">${logo}<span>Portico</span></a>
<nav aria-label="Main"><ul>
${links.map(({ label, href }) => html`<li><a ${attributes({ href, 'aria-current': page.current === href && 'page' })}>${label}</a></li>\n`)}
</ul></nav>
${page.tools}
</header>
<main id="main" tabindex="-1">
${page.main}
</main>
<div id="said" class="visually-hidden" role="status" aria-live="polite"></div>
</body>
</html>
`.toString()
}

const allLinks = [
  { label: 'Start', href: '/' },
  { label: 'Reference', href: '/reference', inProduction: true },
  { label: 'Mailbox', href: '/dev/mailbox' },
]

/** A pediment on its columns. Drawn in the colour of the text around it. */
const logo = trusted(
  '<svg class="logo" viewBox="0 0 24 24" width="22" height="22" fill="currentColor" aria-hidden="true">' +
    '<path d="M12 2 22.5 8.2V10h-21V8.2zM3.5 11.5h3v7h-3zm7 0h3v7h-3zm7 0h3v7h-3zM1.5 20h21v2h-21z"/></svg>',
)
