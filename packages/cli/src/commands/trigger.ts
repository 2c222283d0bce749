import { setTimeout as delay } from 'node:timers/promises'
import type { Client, EventName, Transport } from '@portico/sdk'
import { apiEnvironment, apiOptions, findApi, openClient } from '../api.ts'
import { causes } from '../causes.ts'
import { requireEventNames } from '../event-names.ts'
import { command } from '../framework/command.ts'
import { usageFailure } from '../framework/failure.ts'
import { argument } from '../framework/options.ts'

type Call = { method: string; path: string; status: number }

export default command({
  name: 'trigger',
  summary: 'Cause an event, by real calls to the API',
  description: `
    Makes what the event tells of really happen: webhooks are delivered, and what was created stays. It says which calls
    it made.

    Events that can be caused: ${Object.keys(causes).join(', ')}.`,
  arguments: { event: argument.required('EVENT', 'Name of the event, such as organization.created.') },
  options: apiOptions,
  environment: apiEnvironment,
  examples: [
    ['portico trigger organization.created', 'Create an organization'],
    [
      'portico trigger organization_domain.verified --json',
      'Create one with a verified domain, and print what was done',
    ],
  ],
  async run({ out, env, signal }, { event, ...given }) {
    const cause = Object.hasOwn(causes, event) ? causes[event] : undefined
    if (!cause) throw await cannotCause(event)
    const calls: Call[] = []
    const client = await openClient(findApi(env, given), recording(calls))
    const subject = await cause(client)
    const made = [...calls]
    const recorded = await findEvent(client, event as EventName, subject, signal)
    out.result({ event, event_id: recorded ?? null, calls: made }, () =>
      [
        ...made.map(
          ({ method, path, status }) => `${method.padEnd(6)} ${path} ${out.style.dim(`→ ${status}`)}`,
        ),
        recorded
          ? `${out.style.green(event)} is recorded as ${recorded}.`
          : `${event} happened to ${subject}; it is not in the feed of events yet.`,
      ].join('\n'),
    )
  },
})

async function cannotCause(event: string) {
  await requireEventNames([event])
  return usageFailure(
    `${event} cannot be caused from here yet.`,
    `These can: ${Object.keys(causes).join(', ')}.`,
  )
}

/** Carries requests and writes down what was done. */
function recording(calls: Call[]): Transport {
  return async (url, init) => {
    const response = await fetch(url, init)
    calls.push({ method: init.method, path: new URL(url).pathname, status: response.status })
    return response
  }
}

const patienceMs = 2_000

/** The event in the feed. It appears there when no older transaction is under way, so it may take a moment. */
async function findEvent(
  client: Client,
  event: EventName,
  subject: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + patienceMs
  do {
    const { data } = await client.events.listEvents({ events: [event], order: 'desc', limit: 10 }, { signal })
    const found = data.find(({ data }) =>
      [(data as { id?: string }).id, (data as { slug?: string }).slug].includes(subject),
    )
    if (found) return found.id
    await delay(50, undefined, { signal })
  } while (performance.now() < deadline)
  return undefined
}
