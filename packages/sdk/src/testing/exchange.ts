import { eventNotes } from '../generated/routes.ts'
import { toCamelCase } from '../naming.ts'
import { clearJson } from '../secret.ts'
import type { TransportInit } from '../transport.ts'
import { fromWire, toWire } from '../wire.ts'
import { pageOf } from './pages.ts'
import type { Route } from './route.ts'

/** What the caller passed to the method, read back from its request. */
export function argumentsOf(
  route: Route,
  pathParameters: string[],
  url: URL,
  init: TransportInit,
): unknown[] {
  if (!route.params) return pathParameters
  const body = bodyOf(route, init)
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (body !== undefined && !isObject) return [...pathParameters, body]
  const token = route.token ? { accessToken: init.headers.authorization?.replace(/^Bearer /, '') } : {}
  return [...pathParameters, { ...token, ...queryOf(route, url), ...body }]
}

function bodyOf({ opaqueRequest = [] }: Route, { body, headers }: TransportInit): unknown {
  if (body === undefined || body === '') return undefined
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const value = isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body)
  return fromWire(value, { response: opaqueRequest })
}

function queryOf({ query = {} }: Route, url: URL): Record<string, unknown> {
  return Object.fromEntries(
    [...url.searchParams].map(([wireName, text]) => {
      const name = toCamelCase(wireName)
      return [name, queryValue(text, query[name])]
    }),
  )
}

function queryValue(text: string, kind: NonNullable<Route['query']>[string] | undefined): unknown {
  if (kind === 'number') return Number(text)
  if (kind === 'boolean') return text === 'true'
  return kind === 'list' ? text.split(',') : text
}

/** The answer that stands for what the method is to return. */
export function answerOf(route: Route, result: unknown, params: object): { type?: string; text?: string } {
  if (route.answers === 'nothing' || result === undefined) return {}
  if (route.answers === 'text') return { type: 'text/plain; charset=utf-8', text: String(result) }
  return { type: 'application/json', text: clearJson(wireAnswer(route, result, params)) ?? 'null' }
}

function wireAnswer(route: Route, result: unknown, params: object): unknown {
  const { opaqueAnswer = [], names = {}, events } = route
  // A page that was made by hand is answered as it is.
  const listed = Array.isArray(result) ? envelopeOf(route, result, params) : result
  if (!events) return toWire(listed, { request: opaqueAnswer, names })
  const { data, ...others } = listed as { data: unknown[] }
  return { ...(toWire(others) as object), data: data.map(wireEvent) }
}

function envelopeOf({ answers }: Route, items: readonly unknown[], params: object): unknown {
  if (answers === 'page') return pageOf(items, params)
  return answers === 'list' ? { object: 'list', data: items } : items
}

function wireEvent(event: unknown): unknown {
  const { opaque = [] } = eventNotes[(event as { event: string }).event] ?? {}
  return toWire(event, { request: opaque.map((path) => `data.${path}`) })
}
