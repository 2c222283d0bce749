import { compare, type Target } from '../load.ts'
import type { Running } from '../processes.ts'
import { describe, type Figure } from '../report.ts'
import { type SeededOrganization, seedOrganizations } from '../seed.ts'
import { type Portico, startPeer, startPortico } from '../servers.ts'
import type { Case, Settings } from './case.ts'

/** So many that no request finds its organization where the last one left it, and few enough to seed at once. */
const organizationCount = 1_000

type Sides = { portico: Portico; peer: Running<{ url: string }>; organizations: SeededOrganization[] }

async function withSides(work: (sides: Sides) => Promise<Figure[]>): Promise<Figure[]> {
  const portico = await startPortico()
  const organizations = await seedOrganizations(portico.ready, organizationCount)
  const peer = await startPeer(portico)
  try {
    return await work({ portico, peer, organizations })
  } finally {
    await peer.stop()
    await portico.stop()
  }
}

/** The same requests to both sides; ours are shown a key as well. */
function targetsOf({ portico, peer }: Sides, requests: Target['requests']): [ours: Target, peer: Target] {
  const json = { 'content-type': 'application/json' }
  return [
    {
      url: portico.ready.url,
      headers: { ...json, authorization: `Bearer ${portico.ready.apiKey}` },
      requests,
    },
    { url: peer.ready.url, headers: json, requests },
  ]
}

async function figure(
  name: string,
  [ours, peer]: [Target, Target],
  target: number | undefined,
  settings: Settings,
): Promise<Figure[]> {
  const compared = await compare(ours, peer, settings)
  return [
    {
      case: name,
      ours: describe(compared.ours),
      peer: describe(compared.peer),
      ratio: compared.ratio,
      ...(target !== undefined && { target: `>= ${target}`, met: compared.ratio >= target }),
      details: compared,
    },
  ]
}

export const get: Case = {
  name: 'get',
  run: (settings) =>
    withSides((sides) => {
      const requests = sides.organizations.slice(0, 200).map(({ id }) => ({ path: `/organizations/${id}` }))
      return figure('GET /organizations/{id}', targetsOf(sides, requests), 0.6, settings)
    }),
}

export const post: Case = {
  name: 'post',
  run: (settings) =>
    withSides((sides) => {
      const requests = [
        { method: 'POST' as const, path: '/organizations', body: JSON.stringify({ name: 'Acme' }) },
      ]
      return figure('POST /organizations', targetsOf(sides, requests), 0.35, settings)
    }),
}

export const list: Case = {
  name: 'list',
  run: (settings) =>
    withSides((sides) =>
      figure('list of 100', targetsOf(sides, [{ path: '/organizations?limit=100' }]), undefined, settings),
    ),
}
