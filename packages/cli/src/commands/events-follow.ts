import { apiEnvironment, apiOptions, findApi } from '../api.ts'
import { type Delivery, deliver, newWebhookSecret } from '../delivery.ts'
import { requireEventNames } from '../event-names.ts'
import { followOnWire, type WireEvent } from '../following.ts'
import { type Context, command } from '../framework/command.ts'
import { option } from '../framework/options.ts'
import type { Out } from '../framework/output.ts'

export default command({
  name: 'events follow',
  summary: 'Print events as they are recorded, and deliver them to a program of yours',
  description: `
    Prints every event from now on, in the order in which they were recorded, each once, until Ctrl-C. An outage of the
    server is waited out.

    With --forward-to each event is also sent there as a webhook, signed with the secret, so that a receiver on this
    machine can be developed without registering an endpoint. Each is sent once, and the result is printed.`,
  options: {
    events: option.list('Only events of these names.', { fallback: 'all' }),
    after: option.text('Begin after the event with this ID: the last one that was handled.', {
      placeholder: 'ID',
      fallback: 'only what happens from now on',
    }),
    forwardTo: option.url('Also deliver each one, signed, to this address.'),
    secret: option.text('Sign deliveries with this secret.', {
      placeholder: 'WHSEC',
      fallback: 'one made at random, and printed',
    }),
    ...apiOptions,
  },
  environment: apiEnvironment,
  examples: [
    ['portico events follow', 'Watch what happens'],
    ['portico events follow --forward-to http://localhost:3000/webhooks', 'Try a webhook receiver'],
    ['portico events follow --events organization.created --json | jq .data.name', 'Feed a program'],
    [
      'portico events follow --after event_01… --forward-to http://localhost:3000/webhooks',
      'Go on where one stopped',
    ],
  ],
  async run(context, { events, after, forwardTo, secret, ...given }) {
    const { out, env, signal } = context
    const api = findApi(env, given)
    const names = await requireEventNames(events)
    const forward =
      forwardTo === undefined ? undefined : { url: forwardTo, secret: secret ?? newWebhookSecret() }
    if (forward) out.note(`Delivering to ${forward.url}, signed with ${forward.secret}`)
    let last = after
    try {
      for await (const event of followOnWire(api, { after, events: names, signal }, out)) {
        await handle(context, event, forward)
        last = event.id
      }
    } finally {
      if (last !== undefined) out.note(`To go on from here: --after ${last}`)
    }
  },
})

async function handle(
  { out, signal }: Context,
  event: WireEvent,
  forward: { url: string; secret: string } | undefined,
) {
  const delivery = forward && (await deliver(forward.url, event, { secret: forward.secret, signal }))
  out.result(delivery ? { ...event, delivery } : event, () =>
    [
      out.style.dim(event.created_at.slice(11, 23)),
      event.event.padEnd(32),
      event.id,
      delivery && showDelivery(delivery, out),
    ]
      .filter(Boolean)
      .join('  '),
  )
}

function showDelivery({ status, error, duration_ms }: Delivery, { style }: Out): string {
  return error === null
    ? style.green(`→ ${status} in ${duration_ms} ms`)
    : style.red(`→ not delivered: ${error} (${duration_ms} ms)`)
}
