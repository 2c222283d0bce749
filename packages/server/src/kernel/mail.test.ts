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
async function smtpServer({ refuse = false } = {}) {
  const received: string[] = []
  const server = createServer((socket) => {
    socket.write('220 ready\r\n')
    let body: string[] | undefined
    createInterface({ input: socket }).on('line', (line) => {
      if (body) {
        if (line === '.') {
          received.push(body.join('\n'))
          body = undefined
          socket.write('250 taken\r\n')
        } else body.push(line)
      } else if (line === 'DATA') {
        body = []
        socket.write('354 go on\r\n')
      } else if (line.startsWith('RCPT') && refuse) socket.write('451 not now\r\n')
      else if (line === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return { received, url: `smtp://127.0.0.1:${port}` }
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

  it('without SMTP stays in the mailbox', async () => {
    const { mailer, database, stored } = await mailerOn(undefined)
    await mailer.enqueue(database.sql, source, mail)
    await mailer.sendDue()
    expect(await stored()).toEqual([{ subject: 'Hello', attempts: 0 }])
  })
})
