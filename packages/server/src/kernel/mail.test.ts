import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../testing/index.ts'
import { openDatabase } from './database/database.ts'
import { createMailer } from './mail.ts'
import { createLogs } from './telemetry.ts'

const { log } = createLogs('silent', process.stdout)
const source = { environment: { id: 'environment_1' }, now: new Date('2026-01-15T12:00:00.000Z') }
const mail = { kind: 'test', to: 'owner@acme.example', subject: 'Hello', text: 'Body of the mail' }

/** A mail server that speaks enough SMTP (RFC 5321) to take mail, or to refuse every recipient. */
async function smtpServer({ refuse = false, taking = async () => {} } = {}) {
  const received: string[] = []
  const recipients: string[] = []
  const server = createServer((socket) => {
    socket.write('220 ready\r\n')
    let body: string[] | undefined
    createInterface({ input: socket }).on('line', (line) => {
      if (body) {
        if (line === '.') {
          received.push(body.join('\n'))
          body = undefined
          void taking().then(() => socket.write('250 taken\r\n'))
        } else body.push(line)
      } else if (line === 'DATA') {
        body = []
        socket.write('354 go on\r\n')
      } else if (line.startsWith('RCPT')) {
        recipients.push(line)
        socket.write(refuse ? '451 not now\r\n' : '250 ok\r\n')
      } else if (line === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return { received, recipients, url: `smtp://127.0.0.1:${port}` }
}

async function mailerOn(smtpUrl: string | undefined) {
  const database = openDatabase({ connection: await createDatabase(), maxConnections: 2 })
  const mailer = createMailer(database, { smtpUrl, from: 'Portico <no-reply@acme.example>', log })
  onTestFinished(async () => {
    mailer.close()
    await database.close()
  })
  const stored = async () =>
    (await database.sql`select subject, attempts from mailbox_messages`).map((row) => ({ ...row }))
  return { mailer, database, stored }
}

describe('mail', () => {
  it('is sent over SMTP after the commit, and is not kept', async () => {
    const { received, url } = await smtpServer()
    const { mailer, database, stored } = await mailerOn(url)
    await database.transaction((tx) => mailer.enqueue(tx, source, mail))
    await Promise.all([mailer.sendDue(), mailer.sendDue()])
    expect(received).toHaveLength(1)
    expect(received[0]).toContain('Subject: Hello')
    expect(received[0]).toContain('Body of the mail')
    expect(await stored()).toEqual([])
  })

  it('of a change that was rolled back is never sent', async () => {
    const { received, url } = await smtpServer()
    const { mailer, database } = await mailerOn(url)
    const rolledBack = database.transaction(async (tx) => {
      await mailer.enqueue(tx, source, mail)
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    await mailer.sendDue()
    expect(received).toEqual([])
  })

  it('that could not be sent is tried again later, not at once', async () => {
    const { received, url } = await smtpServer({ refuse: true })
    const { mailer, database, stored } = await mailerOn(url)
    await mailer.enqueue(database.sql, source, mail)
    await mailer.sendDue()
    await mailer.sendDue()
    expect(received).toEqual([])
    expect(await stored()).toEqual([{ subject: 'Hello', attempts: 1 }])
  })

  it('is left to the node that took it, and holds up no other, while a slow server takes it', async () => {
    const begun = [
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
    ]
    const goOn = Promise.withResolvers<void>()
    let taken = 0
    const { received, url } = await smtpServer({
      taking: () => {
        begun[taken++]?.resolve()
        return goOn.promise
      },
    })
    const { mailer, database, stored } = await mailerOn(url)
    for (const _ of begun) await mailer.enqueue(database.sql, source, mail)
    const sending = mailer.sendDue()
    await Promise.all(begun.map(({ promise }) => promise))
    // As if what is left of the first delay had passed.
    await database.sql`update mailbox_messages set retry_at = retry_at - interval '4 minutes'`
    await mailer.sendDue()
    goOn.resolve()
    await sending
    expect(received).toHaveLength(3)
    expect(await stored()).toEqual([])
  })

  it.each([
    'owner@acme.example, other@evil.example',
    'owner@acme.example\r\nRCPT TO:<other@evil.example>',
    'Owner <other@evil.example>',
  ])('goes to one recipient, whatever is in its place: %j', async (to) => {
    const { recipients, url } = await smtpServer()
    const { mailer, database } = await mailerOn(url)
    await mailer.enqueue(database.sql, source, { ...mail, to })
    await mailer.sendDue()
    expect(recipients.filter((line) => /<other@evil\.example>/.test(line))).toEqual([])
  })

  it('without SMTP stays in the mailbox', async () => {
    const { mailer, database, stored } = await mailerOn(undefined)
    await mailer.enqueue(database.sql, source, mail)
    await mailer.sendDue()
    expect(await stored()).toEqual([{ subject: 'Hello', attempts: 0 }])
  })
})
