import { compare, type Target } from '../load.ts'
import { describe, type Figure } from '../report.ts'
import { type SeededOrganization, seedOrganizations } from '../seed.ts'
import { type Portico, startPortico } from '../servers.ts'
import type { Case } from './case.ts'

const small = 10
const large = 100_000
const target = 0.8

/** Reads do not get slower as a company grows: two servers, alike but for what is in them. */
export const size: Case = {
  name: 'size',
  async run(settings) {
    const [many, few] = [await startPortico(), await startPortico()]
    try {
      settings.note(`seeding ${large} organizations`)
      const manyOrganizations = await seedOrganizations(many.ready, large)
      const fewOrganizations = await seedOrganizations(few.ready, small)
      const figures: Figure[] = []
      for (const read of reads) {
        const compared = await compare(
          targetOf(many, read.requests(manyOrganizations)),
          targetOf(few, read.requests(fewOrganizations)),
          settings,
        )
        figures.push({
          case: `${read.name}: ${large} against ${small}`,
          ours: describe(compared.ours),
          peer: describe(compared.peer),
          ratio: compared.ratio,
          target: `>= ${target}`,
          met: compared.ratio >= target,
          details: compared,
        })
      }
      return figures
    } finally {
      await many.stop()
      await few.stop()
    }
  },
}

const targetOf = ({ ready }: Portico, requests: Target['requests']): Target => ({
  url: ready.url,
  headers: { authorization: `Bearer ${ready.apiKey}` },
  requests,
})

/** Spread over all of them, so that no page of the table stays warmer than it would in the field. */
const sampleSize = 500
function sample(organizations: readonly SeededOrganization[]): SeededOrganization[] {
  // As many for ten as for a hundred thousand: the load is prepared anew for each round.
  return Array.from(
    { length: sampleSize },
    (_, i) => organizations[Math.floor((i * organizations.length) / sampleSize)] as SeededOrganization,
  )
}

const reads: { name: string; requests(organizations: SeededOrganization[]): Target['requests'] }[] = [
  {
    name: 'get',
    requests: (organizations) => sample(organizations).map(({ id }) => ({ path: `/organizations/${id}` })),
  },
  {
    name: 'get by external id',
    requests: (organizations) =>
      sample(organizations.filter(({ externalId }) => externalId)).map(({ externalId }) => ({
        path: `/organizations/external_id/${externalId}`,
      })),
  },
  // Five rows behind a cursor in the middle, so that both pages are as long.
  {
    name: 'page in the middle',
    requests: (organizations) => [
      { path: `/organizations?limit=5&after=${organizations[Math.ceil(organizations.length / 2)]?.id}` },
    ],
  },
  {
    name: 'list by domain',
    requests: (organizations) =>
      sample(organizations.filter(({ domain }) => domain)).map(({ domain }) => ({
        path: `/organizations?domains=${domain}`,
      })),
  },
]
