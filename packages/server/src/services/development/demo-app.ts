import type { FastifyInstance } from 'fastify'
import { html } from '../../kernel/html.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { type Page, sendPage } from '../../kernel/pages/index.ts'

/** The demo app while it runs. */
export type RunningDemo = {
  url: string
  stop(): void
  /** Settles when it has ended, by `stop` or otherwise. */
  ended: Promise<unknown>
}

/** Starts the demo app against this server. Who launches the server knows how. */
export type DemoLauncher = () => Promise<RunningDemo>

/** Starts the demo app when somebody first asks for it, and sends them there. It ends with the server. */
export function mountDemoApp(app: FastifyInstance, kernel: Kernel, launch: DemoLauncher): void {
  let running: Promise<RunningDemo> | undefined
  const forget = () => {
    running = undefined
  }

  function demo(): Promise<RunningDemo> {
    running ??= launch().then((started) => {
      started.ended.then(forget, forget)
      return started
    })
    running.catch(forget)
    return running
  }

  app.addHook('onClose', async () => (await running?.catch(() => undefined))?.stop())
  app.get('/dev/demo', async (_request, reply) => {
    try {
      return reply.redirect((await demo()).url, 302)
    } catch (error) {
      kernel.log.error({ err: error }, 'the demo app could not be started')
      return sendPage(reply, kernel.config, notStarted, { status: 503 })
    }
  })
}

const notStarted: Page = {
  title: 'Demo app · Portico',
  main: html`<header class="head"><div><h1>The demo app did not start</h1>
<p class="lead">Portico’s log says why. It lies in <code>examples/sso-demo</code>, where its README says how to start it by hand.</p></div></header>`,
}
