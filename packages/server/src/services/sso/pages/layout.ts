import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attributes, type Html, html } from '../../../kernel/html.ts'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import {
  type Asset,
  loadAssets,
  mountAssets,
  pageHeaders,
  sendStatic,
  sharedAssets,
  staticContent,
} from '../../../kernel/pages/index.ts'
import { findBranding, type Look } from '../../settings/index.ts'
import type { Browser } from '../flow/types.ts'
import { themeCss } from './theme.ts'

/** A page for somebody who signs in. It looks as the environment wants, and leads nowhere else. */
export type HostedPage = {
  status: number
  title: string
  /** Whose look it has; ours where that is not known. */
  environmentId: string | undefined
  /** For pages that show more than people read at a glance. */
  wide?: boolean
  /** A form on it ends at an application, wherever that is. */
  endsElsewhere?: boolean
  /** What it does by itself; it must be of use without. Whoever sends the page mounts them. */
  scripts?: readonly Asset[]
  main(appName: string | null): Html
}

const assets = loadAssets(new URL('./assets/', import.meta.url), ['hosted.css'])

/** Sends the page. Nobody keeps it: what it shows is for one person, now. */
export async function sendHostedPage(
  { context: { kernel }, reply }: Browser,
  page: HostedPage,
): Promise<FastifyReply> {
  const look = await findBranding(kernel.database.sql, page.environmentId ?? '')
  const headers = pageHeaders({
    images: imageOrigins(look),
    ...(page.endsElsewhere && { forms: null }),
  })
  // An application that signs in in a window of its own is waiting for it to come back.
  const { 'Cross-Origin-Opener-Policy': _, ...kept } = headers
  return reply.code(page.status).headers(kept).type('text/html; charset=utf-8').send(render(page, look))
}

function render({ title, environmentId, wide, scripts = [], main }: HostedPage, look: Look): string {
  const version = staticContent('text/css', themeCss(look)).etag.replaceAll(/[^\w-]/g, '')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="${look.favicon_url ?? sharedAssets['icon.svg'].path}">
<link rel="stylesheet" href="${assets['hosted.css'].path}">
<link rel="stylesheet" href="/sso/theme/${environmentId ?? 'default'}?v=${version}">
${scripts.map((script) => html`<script src="${script.path}" type="module"></script>`)}
</head>
<body>
${head(look)}
<main ${attributes({ class: wide && 'wide' })}>
${main(look.app_name)}
</main>
${footer(look)}
</body>
</html>
`.toString()
}

function head({ app_name, logo_url }: Look): Html | undefined {
  if (logo_url) return html`<header class="head"><img src="${logo_url}" alt="${app_name ?? ''}"></header>`
  return app_name === null
    ? undefined
    : html`<header class="head"><p class="product">${app_name}</p></header>`
}

function footer({ privacy_policy_url, terms_of_service_url }: Look): Html | undefined {
  if (!privacy_policy_url && !terms_of_service_url) return undefined
  return html`<footer><ul>
${privacy_policy_url && html`<li><a href="${privacy_policy_url}">Privacy</a></li>`}
${terms_of_service_url && html`<li><a href="${terms_of_service_url}">Terms</a></li>`}
</ul></footer>`
}

/**
 * An origin that is one source of a policy and nothing else. URLs take `;`, `,`, `*` and quotes for parts of a host
 * (URL Standard, 3.2), a policy for the end of a directive, or for all hosts (CSP 3, 2.2.1 and 2.3.1).
 */
const plainOrigin = /^https?:\/\/[a-z0-9._-]+(?::\d+)?$/

/** Where the images come from that the page shows, and nothing but these. */
function imageOrigins({ logo_url, favicon_url }: Look): string[] {
  const origins = [logo_url, favicon_url].flatMap((url) => (url === null ? [] : [new URL(url).origin]))
  return [...new Set(origins)].filter((origin) => plainOrigin.test(origin))
}

/** Serves what the pages load: the stylesheet, and the theme of each environment. */
export function mountHostedAssets(app: FastifyInstance, kernel: Kernel): void {
  mountAssets(app, [assets['hosted.css'], sharedAssets['icon.svg']])
  const admit = admissionByNetwork(kernel.limiter)
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => admit(request, reply)
  app.get<{ Params: { environmentId: string } }>(
    '/sso/theme/:environmentId',
    { onRequest },
    async (request, reply) => {
      const look = await findBranding(kernel.database.sql, request.params.environmentId)
      const theme = staticContent('text/css; charset=utf-8', themeCss(look))
      return sendStatic(request, reply, theme, 'public, max-age=300')
    },
  )
}
