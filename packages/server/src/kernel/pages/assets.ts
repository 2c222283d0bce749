import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { hashOf, type StaticContent, sendStatic, staticContent } from './static.ts'

/** A file that pages load. Its address names its content, so that browsers may keep it for ever. */
export type Asset = { path: string; content: StaticContent }

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Reads the assets of a service. `folder` ends in a slash. */
export function loadAssets<N extends string>(folder: URL, names: readonly N[]): Record<N, Asset> {
  const assets = names.map((name) => [name, assetOf(name, readFileSync(new URL(name, folder)))])
  return Object.fromEntries(assets) as Record<N, Asset>
}

/** Makes an asset of content that is not a file. */
export function assetOf(name: string, text: string | Buffer): Asset {
  const body = Buffer.from(text)
  const [stem, extension = ''] = name.split('.')
  return {
    path: `/assets/${stem}.${hashOf(body)}.${extension}`,
    content: staticContent(types[extension] ?? 'application/octet-stream', body),
  }
}

/** Serves the assets. What another service has mounted already, as the shared ones, is left as it is. */
export function mountAssets(app: FastifyInstance, assets: Iterable<Asset>): void {
  for (const { path, content } of assets) {
    if (app.hasRoute({ method: 'GET', url: path })) continue
    app.get(path, (request, reply) =>
      sendStatic(request, reply, content, 'public, max-age=31536000, immutable'),
    )
  }
}
