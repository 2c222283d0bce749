import { clock, developmentOnly, mailbox, mailboxMessageNotFound } from '@portico/contract'
import { readPage } from '../../kernel/http/cursor.ts'
import { type Implementation, implement } from '../../kernel/http/implement.ts'
import { advance, type ClockReading, moveTo, readClock, reset } from './clock.ts'
import * as store from './store.ts'

const mailboxOperations = implement(mailbox, {
  listMailboxMessages: async ({ sql, environment }, { query }) => {
    const { to, subject, kinds } = query
    return readPage(sql, query, (clauses) =>
      store.listMessages(sql, environment.id, { to, subject, kinds }, clauses),
    )
  },

  getMailboxMessage: async ({ sql, environment }, { params }) => {
    const message = await store.findMessage(sql, environment.id, params.id)
    if (!message) throw mailboxMessageNotFound(params.id)
    return message
  },

  clearMailbox: async ({ tx, environment }) => {
    await store.deleteMessages(tx, environment.id)
    return undefined
  },
})

const clockOperations = implement(clock, {
  getClock: ({ kernel }) => toWire(readClock(kernel)),
  setClock: async ({ kernel }, { body }) => toWire(await moveTo(kernel, new Date(body.now))),
  advanceClock: async ({ kernel }, { body }) => toWire(await advance(kernel, body.seconds)),
  resetClock: async ({ kernel }) => toWire(await reset(kernel)),
})

export default [...mailboxOperations, ...clockOperations].map(inDevelopmentOnly)

/** In production the operation answers as if it did not exist, to whoever has a key. */
function inDevelopmentOnly(implementation: Implementation): Implementation {
  const { operation, handler } = implementation
  if (!handler) return implementation
  return {
    operation,
    handler: (context, input) => {
      if (context.kernel.config.mode !== 'development') throw developmentOnly()
      return handler(context, input)
    },
  }
}

const toWire = ({ now, offsetMs }: ClockReading) => ({
  object: 'clock' as const,
  now: now.toISOString(),
  offset_seconds: offsetMs / 1000,
})
