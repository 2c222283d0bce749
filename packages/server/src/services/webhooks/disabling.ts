import type { Config } from '../../kernel/config.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Mail } from '../../kernel/mail.ts'
import { endBacklog } from './ending.ts'
import type { FailingEndpoint } from './queue.ts'
import { disableAfterAttempts, disableAfterMs } from './schedule.ts'
import * as store from './store.ts'

/** Whether an endpoint has failed so long and so often that nobody can be there. */
export function hasFailedTooLong(
  { failing_since, failed_attempts }: Pick<FailingEndpoint, 'failing_since' | 'failed_attempts'>,
  now: Date,
): boolean {
  return (
    failed_attempts >= disableAfterAttempts && now.getTime() - Date.parse(failing_since) >= disableAfterMs
  )
}

/** Disables an endpoint that has failed too long, ends its backlog and tells the operator. */
export async function disableIfFailing(kernel: Kernel, endpoint: FailingEndpoint): Promise<void> {
  const { database, clock, config, log, mailer } = kernel
  const now = clock.now()
  if (!hasFailedTooLong(endpoint, now)) return
  const { environment_id, endpoint_id, delivery_id } = endpoint
  await database.transaction(async (tx) => {
    const url = await store.disableFailingEndpoint(tx, endpoint, now)
    // Another node was first, or something has arrived meanwhile.
    if (url === undefined) return
    await endBacklog(tx, endpoint, now, delivery_id)
    const to = recipientOf(config)
    if (to)
      await mailer.enqueue(tx, { environment: { id: environment_id }, now }, noticeOf(endpoint, url, to))
    else
      log.warn(
        { endpoint_id },
        'no mail says that an endpoint was disabled: PORTICO_OPERATOR_EMAIL is not set',
      )
  })
}

/** Who looks after the installation. On a developer's machine there is a mailbox for anybody. */
function recipientOf({ mode, operatorEmail }: Config): string | undefined {
  return operatorEmail ?? (mode === 'development' ? 'operator@localhost' : undefined)
}

function noticeOf(
  { endpoint_id, failing_since, failed_attempts }: FailingEndpoint,
  url: string,
  to: string,
): Mail {
  return {
    kind: 'webhook_endpoint_disabled',
    to,
    subject: 'A webhook endpoint was disabled',
    text: `Nothing has arrived at this webhook endpoint since ${failing_since}: ${failed_attempts} attempts failed.
It has been disabled, and is sent nothing until it is enabled again.

Address:  ${url}
Endpoint: ${endpoint_id}

What failed, and why, is in the log of its deliveries. Once it answers again, enable it, and have the events that it
missed sent again with a replay.
`,
  }
}
