import type { IncomingHttpHeaders } from 'node:http'
import { Errors } from 'typebox/schema'
import type { Match } from './route.ts'

/** A request, its body parsed. */
export type Asked = { headers: IncomingHttpHeaders; search: URLSearchParams; body: unknown }

/** What the contract has to object to in a request. */
export function complaintsAbout({ operation }: Match, asked: Asked): string[] {
  return [
    ...credentialComplaints(operation.auth, asked.headers),
    ...queryComplaints(operation.query ?? {}, asked.search),
    ...(operation.body ? bodyComplaints(operation.body, asked.body) : []),
  ].map((complaint) => `${operation.id}: ${complaint}`)
}

function credentialComplaints(auth: string, { authorization = '' }: IncomingHttpHeaders): string[] {
  if (auth === 'api_key' && !authorization.startsWith('Bearer sk_')) return ['is called with an API key']
  if (auth === 'access_token' && !authorization.startsWith('Bearer '))
    return ["is called with a user's token"]
  return []
}

function queryComplaints(declared: object, search: URLSearchParams): string[] {
  const unknown = [...search.keys()].filter((name) => !(name.replace(/\[.*$/, '') in declared))
  const missing = Object.entries(declared).filter(
    ([name, schema]) => !('~optional' in schema) && !search.has(name),
  )
  return [
    ...unknown.map((name) => `takes no '${name}' in the query`),
    ...missing.map(([name]) => `needs '${name}' in the query`),
  ]
}

function bodyComplaints(schema: object, body: unknown): string[] {
  const [, errors] = Errors(schema, body)
  return errors.map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`)
}
