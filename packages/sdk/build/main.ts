/**
 * Builds the package as it is published: `dist` holds all of it, its own manifest included, so that it is packed and
 * published from there. In the repository the package runs from its source.
 */
import { cp, readFile, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { bundle } from './bundle.ts'
import { type Manifest, publishedManifest } from './manifest.ts'
import { emitTypes } from './types.ts'
import { writeText } from './write.ts'

const root = resolve(import.meta.dirname, '..')
const dist = resolve(process.argv[2] ?? resolve(root, 'dist'))

const manifest: Manifest = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8'))
await rm(dist, { recursive: true, force: true })
await Promise.all([bundle(root, dist, manifest.exports), emitTypes(root, dist)])
await writeText(resolve(dist, 'package.json'), JSON.stringify(publishedManifest(manifest), null, 2))
await cp(resolve(root, 'README.md'), resolve(dist, 'README.md'))
await cp(resolve(root, '../../LICENSE'), resolve(dist, 'LICENSE'))
