import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Kernel } from '../../kernel/kernel.ts'
import { loadAssets, mountAssets, pageHeaders, sendPage, sharedAssets } from '../../kernel/pages/index.ts'
import type { Service } from '../../kernel/service.ts'
import { type Activity, createActivity } from './activity.ts'
import { advance, reset, shownClock } from './clock.ts'
import { type DemoLauncher, mountDemoApp } from './demo-app.ts'
import { guard, guardPrivate, isLocal } from './guard.ts'
import {
  mailboxPage,
  messageDocument,
  messageHeaders,
  messagePage,
  missingMessagePage,
} from './mailbox-pages.ts'
import { type Credentials, startPage } from './start-page.ts'
import * as store from './store.ts'
import { activityStream } from './stream.ts'

export type DevelopmentPagesOptions = {
  /** Ids of the operations that are served. */
  served: readonly string[]
  /** The credentials to show, as soon as there are any. */
  credentials(): Credentials | undefined
  /** Starts the demo app, where it came along. */
  startDemo?: DemoLauncher | undefined
}

const assets = loadAssets(new URL('./assets/', import.meta.url), ['development.css', 'start.js'])
const styles = [assets['development.css']]

/** The start page, the mailbox and the buttons of the clock. None of it exists in production. */
export function developmentPages(options: DevelopmentPagesOptions): Service {
  return {
    name: 'development-pages',
    routes(app, kernel) {
      if (kernel.config.mode !== 'development') return
      mountAssets(app, [...Object.values(sharedAssets), ...Object.values(assets)])
      const activity = createActivity(kernel)
      app.register(async (pages) => {
        pages.addHook('onRequest', (request, reply) => guard(kernel.config, request, reply))
        mountStartPage(pages, kernel, activity, options)
        pages.register(async (ours) => {
          ours.addHook('onRequest', guardPrivate)
          mountActivity(ours, activity)
          mountClock(ours, kernel)
          mountMailbox(ours, kernel)
          if (options.startDemo) mountDemoApp(ours, kernel, options.startDemo)
        })
      })
    },
  }
}

function mountStartPage(
  app: FastifyInstance,
  kernel: Kernel,
  activity: Activity,
  { served, credentials, startDemo }: DevelopmentPagesOptions,
) {
  app.get('/', async (request, reply) => {
    const ours = isLocal(request)
    const page = startPage({
      baseUrl: `http://${request.headers.host}`,
      served,
      // Whoever is elsewhere sees what is served, and nothing of what goes on.
      ...(ours && {
        credentials: credentials(),
        activity: await activity.snapshot(),
        demo: startDemo !== undefined,
      }),
    })
    return sendPage(reply, kernel.config, { ...page, styles, scripts: ours ? [assets['start.js']] : [] })
  })
}

const maxWatchers = 20

function mountActivity(app: FastifyInstance, activity: Activity) {
  const open = new Set<Readable>()
  // A stream never ends by itself, and the server would wait for it.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.destroy()
  })
  app.get('/dev/activity', (_request, reply) => {
    if (open.size >= maxWatchers) return reply.code(503).send({ message: 'Too many tabs are watching.' })
    const stream = activityStream(activity)
    open.add(stream)
    stream.once('close', () => open.delete(stream))
    return reply.headers(pageHeaders()).type('text/event-stream; charset=utf-8').send(stream)
  })
}

const form = { config: { takesForm: true } }

function mountClock(app: FastifyInstance, kernel: Kernel) {
  app.post('/dev/clock', form, async (request, reply) => {
    const { advance: seconds } = (request.body ?? {}) as { advance?: string }
    if (seconds === undefined) await reset(kernel)
    else if (/^\d{1,9}$/.test(seconds)) await advance(kernel, Number(seconds))
    else return reply.code(422).send({ message: '`advance` is a number of seconds.' })
    if (request.headers.accept === 'application/json') return shownClock(kernel)
    return reply.redirect('/#clock', 303)
  })
}

const messagesOnPage = 50

function mountMailbox(app: FastifyInstance, kernel: Kernel) {
  const { config, database } = kernel
  const { sql } = database

  app.get<{ Querystring: { before?: string } }>('/dev/mailbox', async (request, reply) => {
    const { before } = request.query
    const found = await store.listAllMessages(sql, { before, limit: messagesOnPage + 1 })
    const page = mailboxPage({
      messages: found.slice(0, messagesOnPage),
      more: found.length > messagesOnPage,
    })
    return sendPage(reply, config, { ...page, styles })
  })

  app.get<{ Params: { id: string } }>('/dev/mailbox/:id', async (request, reply) => {
    const message = await store.findAnyMessage(sql, request.params.id)
    if (!message) return sendPage(reply, config, { ...missingMessagePage(), styles }, { status: 404 })
    return sendPage(reply, config, { ...messagePage(message), styles }, { frames: "'self'" })
  })

  app.get<{ Params: { id: string } }>('/dev/mailbox/:id/html', async (request, reply) => {
    const html = (await store.findAnyMessage(sql, request.params.id))?.html
    if (!html) return sendPage(reply, config, { ...missingMessagePage(), styles }, { status: 404 })
    return reply.headers(messageHeaders).type('text/html; charset=utf-8').send(messageDocument(html))
  })

  app.post('/dev/mailbox/clear', form, async (_request, reply) => {
    await store.deleteAllMessages(sql)
    return reply.redirect('/dev/mailbox', 303)
  })
}
