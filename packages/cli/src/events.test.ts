import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { constructEvent } from '@portico/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { causes } from './causes.ts'
import { eventually } from './testing/eventually.ts'
import { portico, start } from './testing/run.ts'
import { listeningServer } from './testing/server.ts'

type Received = { body: string; headers: IncomingHttpHeaders }

/** A webhook receiver of a developer's. */
async function receiver(status = 200) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ body: Buffer.concat(chunks).toString(), headers: request.headers })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks` }
}

async function following(words: string[], env: Record<string, string>) {
  const started = start(['events', 'follow', ...words], { env })
  onTestFinished(async () => {
    started.interrupt()
    await started.exitCode
  })
  await eventually(() => started.stderr.includes('Following the events'))
  return started
}

describe('events follow', () => {
  it('prints events from now on, a JSON object a line, as the wire shows them', async () => {
    const { client, env } = await listeningServer()
    await client.organizations.createOrganization({ name: 'Before' })
    // An event is read once no older transaction is running.
    await eventually(async () => (await client.events.listEvents()).data.length === 1)
    const run = await following(['--json'], env)
    await client.organizations.createOrganization({ name: 'Acme', metadata: { costCentre: '7' } })
    const line = await eventually(() => /^\{.*\}$/m.exec(run.stdout)?.[0])
    expect(JSON.parse(line)).toMatchObject({
      object: 'event',
      event: 'organization.created',
      data: { object: 'organization', name: 'Acme', metadata: { costCentre: '7' }, external_id: null },
    })
    run.interrupt()
    expect(await run.exitCode).toBe(130)
    expect(run.stderr).toContain(`To go on from here: --after ${JSON.parse(line).id}`)
  })

  it('prints the names asked for only, and begins after a given event', async () => {
    const { client, env } = await listeningServer()
    const { id } = await client.organizations.createOrganization({ name: 'One' })
    await client.organizations.createOrganization({ name: 'Two' })
    await client.organizations.deleteOrganization(id)
    const first = await eventually(async () => (await client.events.listEvents()).data[0])
    const run = await following(['--events', 'organization.created', '--after', first.id], env)
    await client.organizations.createOrganization({ name: 'Three' })
    await eventually(() => run.stdout.split('\n').length === 3)
    expect(run.stdout.match(/organization\.\w+/g)).toEqual(['organization.created', 'organization.created'])
  })

  it('delivers each event signed, with the secret that it prints, and prints the result', async () => {
    const { client, env } = await listeningServer()
    const { received, url } = await receiver()
    const run = await following(['--forward-to', url], env)
    const [secret = ''] = /whsec_[\w-]+/.exec(run.stderr) ?? []
    const { id } = await client.organizations.createOrganization({ name: 'Acme' })
    const { body, headers } = await eventually(() => received[0])
    const sigHeader = String(headers['workos-signature'])
    const event = await constructEvent({ payload: body, sigHeader, secret })
    expect(event).toMatchObject({ event: 'organization.created', data: { id, name: 'Acme' } })
    await expect(constructEvent({ payload: `${body} `, sigHeader, secret })).rejects.toThrow()
    await eventually(() => /organization\.created +event_\w+ {2}→ 200 in \d+ ms/.test(run.stdout))
  })

  it('goes on when a delivery fails, and says why it did', async () => {
    const { client, env } = await listeningServer()
    const { url } = await receiver(500)
    const run = await following(['--forward-to', url, '--secret', 'whsec_mine', '--json'], env)
    await client.organizations.createOrganization({ name: 'One' })
    await client.organizations.createOrganization({ name: 'Two' })
    await eventually(() => run.stdout.split('\n').length === 3)
    for (const line of run.stdout.trim().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ delivery: { url, status: 500, error: 'answered 500' } })
    }
    expect(run.stderr).toContain('whsec_mine')
  })

  it('waits out an outage of the server, and misses nothing of it', async () => {
    const { client, env, url } = await listeningServer()
    const gate = await proxy(url)
    const run = await following(['--json'], { ...env, WORKOS_BASE_URL: gate.url })
    gate.isOpen = false
    await eventually(() => run.stderr.includes('Trying again until it works'))
    await client.organizations.createOrganization({ name: 'Meanwhile' })
    gate.isOpen = true
    await eventually(() => run.stdout.includes('Meanwhile'))
  })

  it('says at once when the key is refused', async () => {
    const { env } = await listeningServer()
    const { exitCode, stderr } = await portico(['events', 'follow', '--api-key', 'sk_test_wrong'], { env })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^Error: The API key was refused/)
  })

  it('does not know events that there are not', async () => {
    const { exitCode, stderr } = await portico(['events', 'follow', '--events', 'organization.create'], {
      env: { WORKOS_BASE_URL: 'http://127.0.0.1:1', WORKOS_API_KEY: 'sk_test_any' },
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Did you mean organization.created?')
  })
})

/** A way to the server that can be closed. */
async function proxy(target: string) {
  const gate = { isOpen: true, url: '' }
  const server = createServer(async (request, response) => {
    if (!gate.isOpen) return void request.socket.destroy()
    const answer = await fetch(target + request.url, {
      headers: { authorization: request.headers.authorization ?? '' },
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  gate.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return gate
}

describe('trigger', () => {
  it('causes every event that it names, by calls that it tells of', async () => {
    const { env, recorded } = await listeningServer()
    for (const event of Object.keys(causes)) {
      const { exitCode, json, stderr } = await portico(['trigger', event, '--json'], { env })
      expect({ event, exitCode, stderr }).toEqual({ event, exitCode: 0, stderr: '' })
      const { event_id, calls } = json()
      const found = (await recorded.eventsInFull()).filter((one) => one.event === event)
      expect(found.length, event).toBeGreaterThan(0)
      expect(event_id).toMatch(/^event_/)
      for (const call of calls) expect(call.status).toBeLessThan(300)
    }
  })

  it('tells a person what it did', async () => {
    const { env } = await listeningServer()
    const { stdout } = await portico(['trigger', 'organization.deleted'], { env })
    expect(stdout).toMatch(
      /^POST {3}\/organizations → 201\nDELETE \/organizations\/org_\w+ → 20\d\norganization.deleted is recorded as event_\w+\.\n$/,
    )
  })

  it('says which events can be caused when asked for another', async () => {
    for (const [event, message] of [
      ['user.created', 'user.created cannot be caused from here yet.'],
      ['organization.creatd', 'Did you mean organization.created?'],
    ] as const) {
      const { exitCode, stderr } = await portico(['trigger', event], { env: {} })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(message)
    }
  })
})
