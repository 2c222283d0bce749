/**
 * What examples may take as given, by the names in their fences: `ts client`. Everything else they make themselves.
 * The address and the keys come from the environment, as they do for a reader.
 */
import { Client, type Event } from '@portico/sdk'

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
