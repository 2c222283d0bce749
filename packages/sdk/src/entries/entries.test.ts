import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { testPeer } from '../../test/peer.ts'
import { Client } from '../index.ts'
import { Core } from './core.ts'

const root = resolve(import.meta.dirname, '../..')
const { exports } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string>
}
const services = Object.entries(exports).filter(([, source]) => source.startsWith('./src/generated/entries/'))

/** What an entry exports beside types. */
const load = (source: string): Promise<Record<string, unknown>> => import(resolve(root, source))

type Service = new (core: Core) => object

describe('the entry of a service', () => {
  const client = new Client({ apiKey: 'sk_test_1' })
  const instances = [...Object.values(client), ...Object.values(client.portico)]

  it('is there for each service of the client', () => {
    expect(services.length).toBeGreaterThan(35)
  })

  it.each(services)('%s exports the class that the client has', async (_, source) => {
    const classes = Object.values(await load(source)).filter((one): one is Service => {
      return typeof one === 'function' && instances.some((service) => service.constructor === one)
    })
    expect(classes).toHaveLength(1)
    expect(() => new classes[0]!(new Core({ apiKey: 'sk_test_1' }))).not.toThrow()
  })

  it.each(services)('%s takes no other service into a bundle', async (subpath, source) => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [source],
      bundle: true,
      format: 'esm',
      metafile: true,
      write: false,
    })
    // The methods of a part are those of the whole as well.
    const own = [subpath.slice(2), ...(subpath === './user-management' ? ['organization-memberships'] : [])]
    const taken = Object.keys(metafile.inputs).flatMap((file) => {
      const service = /^src\/(?:generated|services)\/(.+)\.ts$/.exec(file)?.[1] ?? ''
      return Object.hasOwn(exports, `./${service}`) ? [service] : []
    })
    expect([...new Set(taken)].sort()).toEqual(own.sort())
  })

  it('works on a core alone', async () => {
    const { received, baseUrl } = await testPeer(() => ({ json: { id: 'org_1', created_at: 'now' } }))
    const { Organizations } = await import('../generated/entries/organizations.ts')
    const organizations = new Organizations(new Core({ apiKey: 'sk_test_1', baseUrl }))
    expect(await organizations.getOrganization('org_1')).toEqual({ id: 'org_1', createdAt: 'now' })
    expect(received[0]?.headers.authorization).toBe('Bearer sk_test_1')
  })
})
