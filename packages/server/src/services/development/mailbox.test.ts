import { describe, expect, it } from 'vitest'
import type { Mail } from '../../kernel/mail.ts'
import type { Server } from '../../server.ts'
import { createTenant, ownServer, type Tenant, testServer } from '../../testing/index.ts'

/** Puts mails into the mailbox of an environment, as services do. */
async function send(server: Server, { environment }: Tenant, ...mails: Partial<Mail>[]) {
  for (const mail of mails) {
    await server.kernel.mailer.enqueue(
      server.kernel.database.sql,
      { environment, now: server.kernel.clock.now() },
      { kind: 'invitation', to: 'ada@acme.com', subject: 'You are invited', text: 'Come in.', ...mail },
    )
  }
}

describe('portico.mailbox', () => {
  it('lists the mails of the environment, newest first, page by page', async () => {
    const tenant = await testServer()
    await send(
      tenant.server,
      tenant,
      { subject: 'First' },
      { subject: 'Second', html: '<p>Hi</p>' },
      { subject: 'Third' },
    )
    await send(tenant.server, tenant.other, { subject: 'Elsewhere' })
    const { mailbox } = tenant.client.portico
    const page = await mailbox.listMailboxMessages({ limit: 2 })
    expect(page.data.map(({ subject }) => subject)).toEqual(['Third', 'Second'])
    expect(page.data[1]).toEqual({
      object: 'mailbox_message',
      id: expect.stringMatching(/^mail/),
      kind: 'invitation',
      to: 'ada@acme.com',
      from: 'Portico <no-reply@localhost>',
      subject: 'Second',
      text: 'Come in.',
      html: '<p>Hi</p>',
      createdAt: expect.stringMatching(/Z$/),
    })
    const all: string[] = []
    for await (const { subject } of mailbox.listMailboxMessages({ limit: 1 })) all.push(subject)
    expect(all).toEqual(['Third', 'Second', 'First'])
  })

  it('finds mails by address, subject and kind', async () => {
    const tenant = await testServer()
    await send(
      tenant.server,
      tenant,
      { to: 'Ada@Acme.com', subject: 'Your code: 100%', kind: 'magic_auth' },
      { to: 'bob@acme.com', subject: 'Your CODE', kind: 'magic_auth' },
      { to: 'ada@acme.com', subject: 'Reset', kind: 'password_reset' },
    )
    const { mailbox } = tenant.client.portico
    const subjects = async (filter: Parameters<typeof mailbox.listMailboxMessages>[0]) =>
      (await mailbox.listMailboxMessages(filter)).data.map(({ subject }) => subject)
    expect(await subjects({ to: 'ada@acme.com' })).toEqual(['Reset', 'Your code: 100%'])
    expect(await subjects({ subject: 'code' })).toEqual(['Your CODE', 'Your code: 100%'])
    expect(await subjects({ subject: '0%' })).toEqual(['Your code: 100%'])
    expect(await subjects({ kinds: ['password_reset', 'invitation'] })).toEqual(['Reset'])
    expect(await subjects({ to: 'ada@acme.com', kinds: ['magic_auth'] })).toEqual(['Your code: 100%'])
  })

  it('gives one mail, and none of another environment', async () => {
    const tenant = await testServer()
    await send(tenant.server, tenant, {})
    const [mail] = (await tenant.client.portico.mailbox.listMailboxMessages()).data
    const id = mail?.id ?? ''
    expect(await tenant.client.portico.mailbox.getMailboxMessage(id)).toEqual(mail)
    await expect(tenant.other.client.portico.mailbox.getMailboxMessage(id)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('is emptied for its environment only', async () => {
    const tenant = await testServer()
    await send(tenant.server, tenant, {}, {})
    await send(tenant.server, tenant.other, {})
    await tenant.client.portico.mailbox.clearMailbox()
    expect((await tenant.client.portico.mailbox.listMailboxMessages()).data).toEqual([])
    expect((await tenant.other.client.portico.mailbox.listMailboxMessages()).data).toHaveLength(1)
  })

  it('does not exist in production', async () => {
    const server = await ownServer({ mode: 'production' })
    const tenant = await createTenant(server, 'production')
    await send(server, tenant, {})
    const { mailbox } = tenant.client.portico
    await expect(mailbox.listMailboxMessages()).rejects.toMatchObject({ status: 404 })
    await expect(mailbox.getMailboxMessage('mail_1')).rejects.toMatchObject({ status: 404 })
    await expect(mailbox.clearMailbox()).rejects.toMatchObject({ status: 404 })
  })
})

describe('the pages of the mailbox', () => {
  async function mailboxServer(...mails: Partial<Mail>[]) {
    const server = await ownServer()
    const tenant = await createTenant(server)
    await send(server, tenant, ...mails)
    const { data } = await tenant.client.portico.mailbox.listMailboxMessages()
    return {
      server,
      tenant,
      mails: data,
      get: (url: string) => server.app.inject({ url, headers: { host: 'localhost' } }),
    }
  }

  it('show what was sent, and take none of it for markup', async () => {
    const hostile = `"><script>alert(1)</script>`
    const { get, mails } = await mailboxServer({
      to: hostile,
      subject: hostile,
      text: `${hostile} https://a.test/?x="><b>`,
    })
    for (const path of ['/dev/mailbox', `/dev/mailbox/${mails[0]?.id}`]) {
      const { body, statusCode } = await get(path)
      expect(statusCode).toBe(200)
      expect(body).not.toContain('<script>')
      expect(body).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    }
    expect((await get('/dev/mailbox/mail_none')).statusCode).toBe(404)
    expect((await get(`/dev/mailbox/${mails[0]?.id}/html`)).statusCode).toBe(404)
  })

  it("show a mail's HTML in an origin of its own, without scripts and without anything from elsewhere", async () => {
    const { get, mails } = await mailboxServer({ html: '<script>alert(1)</script><p>Hi</p>' })
    const message = await get(`/dev/mailbox/${mails[0]?.id}`)
    expect(message.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
    expect(message.headers['content-security-policy']).toContain("frame-src 'self'")
    const framed = await get(`/dev/mailbox/${mails[0]?.id}/html`)
    const policy = framed.headers['content-security-policy'] as string
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/sandbox(?! [^;]*allow-(?:scripts|same-origin))/)
    expect(policy).not.toContain('script-src')
  })

  it('follow addresses in a text that are addresses, and nothing else', async () => {
    const { get, mails } = await mailboxServer({
      text: 'Open (https://a.test/in?code=1&b=2). Or javascript:alert(1)',
    })
    const { body } = await get(`/dev/mailbox/${mails[0]?.id}`)
    expect(body).toContain(
      '(<a href="https://a.test/in?code=1&amp;b=2" target="_blank" rel="noopener noreferrer">',
    )
    expect(body).not.toContain('href="javascript')
  })

  it('go back through the mails, and empty the mailbox', async () => {
    const { server, get } = await mailboxServer(
      ...Array.from({ length: 51 }, (_, n) => ({ subject: `Mail ${n}.` })),
    )
    const first = await get('/dev/mailbox')
    expect(first.body).toContain('Mail 50.')
    expect(first.body).not.toContain('Mail 0.')
    const older = /href="(\/dev\/mailbox\?before=[^"]+)"/.exec(first.body)?.[1] ?? ''
    expect((await get(older)).body).toContain('Mail 0.')
    const emptied = await server.app.inject({
      method: 'POST',
      url: '/dev/mailbox/clear',
      headers: { host: 'localhost', origin: 'http://localhost' },
    })
    expect([emptied.statusCode, emptied.headers.location]).toEqual([303, '/dev/mailbox'])
    expect((await get('/dev/mailbox')).body).toContain('No mail yet.')
  })
})
