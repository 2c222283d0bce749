import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTestDevelopment } from '../../testing/development.ts'
import type { DemoLauncher } from './demo-app.ts'

/** Starts servers in the place of the demo app, and counts them. */
function launcher() {
  const stops: (() => void)[] = []
  const launch: DemoLauncher = async () => {
    const server = createServer((_, response) => response.end('demo'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const ended = new Promise((resolve) => server.once('close', resolve))
    const stop = () => void server.close().closeAllConnections()
    stops.push(stop)
    const { port } = server.address() as { port: number }
    return { url: `http://localhost:${port}`, stop, ended }
  }
  return { launch, stops }
}

async function development(startDemo?: DemoLauncher) {
  const started = await startTestDevelopment({ startDemo })
  onTestFinished(() => started.stop())
  const ask = () => fetch(`${started.url}/dev/demo`, { redirect: 'manual' })
  return { ...started, ask }
}

describe('the demo app', () => {
  it('is started when somebody first asks for it, and once', async () => {
    const { launch, stops } = launcher()
    const { ask } = await development(launch)
    expect(stops).toHaveLength(0)
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302])
    expect(stops).toHaveLength(1)
    const location = answers[0]?.headers.get('location') ?? ''
    expect(await (await fetch(location)).text()).toBe('demo')
  })

  it('ends with the server', async () => {
    const { launch } = launcher()
    const { ask, stop } = await development(launch)
    const location = (await ask()).headers.get('location') ?? ''
    await stop()
    await expect(fetch(location)).rejects.toThrow('fetch failed')
  })

  it('is started again after it has ended', async () => {
    const { launch, stops } = launcher()
    const { ask } = await development(launch)
    const first = (await ask()).headers.get('location')
    stops[0]?.()
    await expect.poll(async () => (await ask()).headers.get('location')).not.toBe(first)
    expect(stops).toHaveLength(2)
  })

  it('may fail to start, and be asked for again', async () => {
    const { launch } = launcher()
    let attempts = 0
    const { ask } = await development(() => (attempts++ === 0 ? Promise.reject(new Error('no')) : launch()))
    const failed = await ask()
    expect(failed.status).toBe(503)
    expect(await failed.text()).toContain('examples/sso-demo')
    expect((await ask()).status).toBe(302)
  })

  it('is started for nobody but the person at the machine', async () => {
    const { launch, stops } = launcher()
    const { server, url } = await development(launch)
    const { host } = new URL(url)
    for (const request of [
      { headers: { host }, remoteAddress: '10.0.0.5' },
      { headers: { host: 'evil.example' } },
      { headers: { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
    ]) {
      const { statusCode } = await server.app.inject({ url: '/dev/demo', ...request })
      expect([403, 421]).toContain(statusCode)
    }
    expect(stops).toHaveLength(0)
  })

  it('is not there where Portico came without it', async () => {
    const { ask, url } = await development()
    expect((await ask()).status).toBe(404)
    expect(await (await fetch(url)).text()).not.toContain('/dev/demo')
  })
})
