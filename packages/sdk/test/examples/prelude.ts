/**
 * What examples may take as given, by the names in their fences: `ts client`. Everything else they make themselves.
 * The address and the keys come from the environment, as they do for a reader.
 */

import { Client, type Event, signPayload } from '@portico/sdk'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'

/** The client of the quick start. */
export const client = new Client()

/** An organization of theirs, and who is signed in to it. */
export const organizationId = 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C'
const signIn = await client.userManagement.authenticateWithCode({
  code: 'code',
  session: { sealSession: true, cookiePassword: 'a-cookie-password-of-32-chars-ok' },
})
export const accessToken = signIn.accessToken

/** The cookies of a browser that has signed in. */
export const cookies: Record<string, string> = { 'wos-session': signIn.sealedSession }

/** The last event that was handled, and what handles one. */
export const lastSeenId = 'event_01KA9Z3V8Q4M7T2R5W6X0Y1B3C'
export async function handle(_event: Event): Promise<void> {}

const signed = async (body: object, secret: string) => {
  const text = JSON.stringify(body)
  const headers = { 'workos-signature': await signPayload(text, secret) }
  const request = new Request('https://app.example.com/hooks', { method: 'POST', headers, body: text })
  // Several examples read the one request: each reads its body anew.
  return Object.assign(request, { text: async () => text })
}

/** A webhook as it arrives. */
export const request = await signed(
  {
    id: lastSeenId,
    event: 'organization.created',
    data: { object: 'organization', id: organizationId, name: 'Acme', domains: [] },
    created_at: '2026-01-15T12:00:00.000Z',
  },
  process.env.WORKOS_WEBHOOK_SECRET!,
)

/** A question of an action, as it arrives. */
export const actionRequest = await signed(
  {
    object: 'user_registration_action_context',
    id: 'action_1',
    user_data: { object: 'user_data', email: 'ada@example.com', first_name: 'Ada', last_name: null },
  },
  process.env.WORKOS_ACTIONS_SECRET!,
)

/** An event of an audit log, and what keeps one that was refused. */
export const event = {
  action: 'document.shared',
  occurredAt: '2026-01-15T12:00:00.000Z',
  actor: { type: 'user', id: 'user_123' },
  targets: [{ type: 'document', id: 'doc_1' }],
  context: { location: '203.0.113.7' },
}
export function save(..._refused: unknown[]): void {}

/** Frameworks, and what else comes from other packages. */
export { express, fastify, Hono }
export async function writeFile(_path: string, _text: string): Promise<void> {}

/** Rows of a table of theirs. */
type Cursor = { after?: string | undefined; limit?: number | undefined }
export async function selectRows(_page: Cursor): Promise<{ id: string }[]> {
  return []
}

/** An organization. */
export const acme = await client.organizations.getOrganization(organizationId)
