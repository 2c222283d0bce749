import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@portico/sdk'
import { WorkOS } from '@workos-inc/node'
import { type Alternated, alternate } from '../alternate.ts'
import type { Figure } from '../report.ts'
import type { Case } from './case.ts'

const organization = {
  object: 'organization',
  id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  name: 'Acme',
  allow_profiles_outside_organization: false,
  domains: [
    {
      object: 'organization_domain',
      id: 'org_domain_01EHZNVPK2QXHMVWCEDQEKY69A',
      organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
      domain: 'acme.com',
      state: 'verified',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    },
  ],
  metadata: { tier: 'diamond' },
  external_id: '2fe01467',
  stripe_customer_id: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}

const user = (n: number) => ({
  object: 'user',
  id: `user_${n}`,
  email: `ada.${n}@acme.com`,
  email_verified: true,
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  profile_picture_url: null,
  last_sign_in_at: '2026-01-01T00:00:00.000Z',
  locale: 'en-GB',
  external_id: `external_${n}`,
  metadata: { team: 'engines' },
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
})

const users = {
  object: 'list',
  data: Array.from({ length: 100 }, (_, n) => user(n)),
  list_metadata: { before: null, after: 'user_99' },
}

/** Answers from memory, the same text each time. */
function answering(body: object): () => Promise<Response> {
  const text = JSON.stringify(body)
  return async () => new Response(text, { headers: { 'content-type': 'application/json' } })
}

/** Both SDKs before an API that costs nothing: what is left is their own work. */
export const sdkCalls: Case = {
  name: 'sdk-calls',
  async run(settings) {
    const figures: Figure[] = []
    {
      const [ours, official] = clients(answering(organization))
      const compared = await alternate(
        () => ours.organizations.getOrganization('org_1'),
        () => official.organizations.getOrganization('org_1'),
        settings,
      )
      figures.push(figure('SDK: get an organization, from memory', compared))
    }
    {
      const [ours, official] = clients(answering(users))
      const compared = await alternate(
        async () => await ours.userManagement.listUsers({ limit: 100 }),
        () => official.userManagement.listUsers({ limit: 100 }),
        settings,
      )
      figures.push(figure('SDK: list of 100 users, from memory', compared))
    }
    return figures
  },
}

function clients(answer: () => Promise<Response>): [Client, WorkOS] {
  return [
    new Client({ apiKey: 'sk_1', transport: answer, baseUrl: 'http://localhost' }),
    new WorkOS('sk_1', { fetchFn: answer }),
  ]
}

function figure(name: string, compared: Alternated): Figure {
  return {
    case: name,
    ours: `${Math.round(compared.oursPerSecond)}/s`,
    peer: `${Math.round(compared.peerPerSecond)}/s (@workos-inc/node)`,
    ratio: compared.ratio,
    target: '>= 1.5',
    met: compared.ratio >= 1.5,
    details: compared,
  }
}

const mostOverhead = 0.15

/** What a call costs beyond the `fetch` that it must make, against a server on this machine. */
export const sdkOverhead: Case = {
  name: 'sdk-overhead',
  async run(settings) {
    const text = JSON.stringify(organization)
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = new Client({ apiKey: 'sk_1', baseUrl })
    const url = `${baseUrl}/organizations/org_1`
    try {
      const compared = await alternate(
        () => client.organizations.getOrganization('org_1'),
        async () =>
          JSON.parse(await (await fetch(url, { headers: { authorization: 'Bearer sk_1' } })).text()),
        settings,
      )
      const overhead = 1 / compared.ratio - 1
      return [
        {
          case: 'SDK: a call to a local server',
          ours: `${Math.round(compared.oursPerSecond)}/s: ${(overhead * 100).toFixed(1)} % more time`,
          peer: `${Math.round(compared.peerPerSecond)}/s (fetch and JSON.parse)`,
          ratio: compared.ratio,
          target: '<= 15 % more',
          met: overhead <= mostOverhead,
          details: compared,
        },
      ]
    } finally {
      server.closeAllConnections()
      server.close()
    }
  },
}
