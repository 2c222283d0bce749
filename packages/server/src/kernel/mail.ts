import type { Transporter } from 'nodemailer'
import type { Database, Queryable } from './database/database.ts'
import { newId } from './ids.ts'
import type { Logger } from './telemetry.ts'

/** A mail to be sent. Plain text always; HTML for those who want it. */
export type Mail = { kind: string; to: string; subject: string; text: string; html?: string }

export type Mailer = {
  /** Records the mail in the transaction that decides on it. It goes out after the commit. */
  enqueue(tx: Queryable, source: { environment: { id: string }; now: Date }, mail: Mail): Promise<void>
  /** Sends what is due. Harmless to run twice. Without SMTP mail stays, to be read in the mailbox. */
  sendDue(): Promise<void>
  close(): void
}

type MailRow = {
  environment_id: string
  id: string
  sender: string
  recipient: string
  subject: string
  text: string
  html: string | null
  attempts: number
}

const maxAttempts = 10
/** So many are sent at a time. */
const batchSize = 5
/** No mail server takes longer with one mail: while it is being sent, it is left to the node that took it. */
const leaseMinutes = 5
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** @param smtpUrl `smtp://user:password@host:587`; without it mail is only stored, for development */
export function createMailer(
  database: Database,
  { smtpUrl, from, log }: { smtpUrl: string | undefined; from: string; log: Logger },
): Mailer {
  let transport: Transporter | undefined

  /** Loaded with the first mail: a developer's server sends none. */
  async function connect(url: string): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    // A mail is text and nothing else: no part of it is fetched from anywhere.
    transport ??= createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true })
    return transport
  }

  async function sendOne(url: string, row: MailRow): Promise<void> {
    const key = { environment_id: row.environment_id, id: row.id }
    try {
      const mail = await connect(url)
      await mail.sendMail({
        from: row.sender,
        // One address, whatever is in it, and not a list to be parsed.
        to: { name: '', address: row.recipient },
        subject: row.subject,
        text: row.text,
        ...(row.html && { html: row.html }),
        messageId: `<${row.id}@portico>`,
      })
      await database.sql`delete from mailbox_messages where environment_id = ${key.environment_id} and id = ${key.id}`
    } catch (error) {
      log.warn({ err: error, mail: row.id, attempts: row.attempts }, 'a mail could not be sent')
      if (row.attempts < maxAttempts) {
        await database.sql`
          update mailbox_messages set retry_at = now() + interval '1 minute' * least(power(2, attempts - 1), 360)
          where environment_id = ${key.environment_id} and id = ${key.id}`
        return
      }
      log.error({ mail: row.id }, 'a mail is given up')
      await database.sql`delete from mailbox_messages where environment_id = ${key.environment_id} and id = ${key.id}`
    }
  }

  return {
    async enqueue(tx, { environment, now }, mail) {
      await tx`
        insert into mailbox_messages (environment_id, id, kind, sender, recipient, subject, text, html, created_at)
        values (${environment.id}, ${newId('mailbox_message', now)}, ${mail.kind}, ${from}, ${mail.to}, ${mail.subject},
                ${mail.text}, ${mail.html ?? null}, ${now})`
    },
    async sendDue() {
      if (!smtpUrl) return
      for (;;) {
        // The lease is the machine's time, not the domain's: it only keeps two nodes from sending the same mail.
        const rows = await database.sql<MailRow[]>`
          update mailbox_messages m
          set attempts = attempts + 1, retry_at = now() + ${leaseMinutes} * interval '1 minute'
          from (
            -- The column is rounded to milliseconds, and may lie ahead of the instant that it was made of.
            select environment_id, id from mailbox_messages where retry_at <= now() + interval '1 millisecond'
            order by retry_at limit ${batchSize} for update skip locked
          ) due
          where m.environment_id = due.environment_id and m.id = due.id
          returning m.environment_id, m.id, sender, recipient, subject, text, html, attempts`
        await Promise.all(rows.map((row) => sendOne(smtpUrl, row)))
        if (rows.length < batchSize) return
      }
    },
    close: () => transport?.close(),
  }
}
