import type { Keyring } from '../../../kernel/crypto/keyring.ts'
import type { Queryable } from '../../../kernel/database/database.ts'
import type { EventSource } from '../../../kernel/events/events.ts'
import { newEvent } from '../../../kernel/events/events.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SignInConnection } from '../../connections/index.ts'
import type { Browser, LoggedMessage, Refusal, SignInSecrets } from './types.ts'

/** How long somebody may take at the identity provider, and how long what it said waits for its browser. */
export const signInLastsSeconds = 300

export const inSeconds = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

/** A sign-in, by the names that its row has. */
export type SignInName = { environmentId: string; id: string }

const secretsOf = ({ environmentId, id }: SignInName) => `${environmentId}/sso_sessions/${id}/secrets`

/** Seals what a sign-in keeps for later. */
export function sealSecrets(keyring: Keyring, name: SignInName, secrets: unknown): Buffer {
  return keyring.seal(JSON.stringify(secrets), secretsOf(name))
}

/** Opens what `sealSecrets` sealed. */
export function openSecrets<T = SignInSecrets>(keyring: Keyring, name: SignInName, sealed: Uint8Array): T {
  return JSON.parse(keyring.open(sealed, secretsOf(name)).toString()) as T
}

const logoutSubjectPurpose = 'sso_logout_subject'

/** The keyed hash under which logout by the identity provider finds a sign-in. */
export const logoutSubjectHash = (keyring: Keyring, subject: string) =>
  keyring.hash(logoutSubjectPurpose, subject)

/** The same under every master key: to look up by. */
export const logoutSubjectHashes = (keyring: Keyring, subject: string) =>
  keyring.hashes(logoutSubjectPurpose, subject)

const maxMessageLength = 65_536
const maxUserAgentLength = 512

/** Text as the database takes it: it knows no NUL. */
const storable = (text: string, maxLength: number) => text.slice(0, maxLength).replaceAll('\0', '\ufffd')

/** Where a request came from, as the log and its events say. */
export function circumstancesOf({ clientAddress, userAgent }: Browser['context']) {
  return {
    ip_address: clientAddress,
    user_agent: userAgent === undefined ? null : storable(userAgent, maxUserAgentLength),
  }
}

/**
 * The insertion of a message into the log of a sign-in, as a query.
 *
 * @param from what it depends on: the name of a branch of the statement that has a row where it is to happen
 */
export function insertMessage(
  sql: Queryable,
  { environmentId, id }: SignInName,
  { direction, kind, content }: LoggedMessage,
  now: Date,
  from: 'done' | 'session',
) {
  return sql`
    insert into sso_session_messages (environment_id, id, session_id, direction, kind, content, created_at)
    select ${environmentId}, ${newId('sso_message', now)}, ${id}, ${direction}, ${kind},
           ${storable(content, maxMessageLength)}, ${now}::timestamptz
    from ${sql(from)}`
}

type Occurrence =
  | { event: 'authentication.sso_started' }
  | { event: 'authentication.sso_succeeded'; email: string }
  | { event: 'authentication.sso_failed'; refusal: Pick<Refusal, 'code' | 'message'> }

/** The event of a sign-in, for the outbox. */
export function signInEvent(
  source: EventSource,
  circumstances: { ip_address: string | null; user_agent: string | null },
  connection: Pick<SignInConnection, 'id' | 'organizationId'>,
  sessionId: string,
  occurrence: Occurrence,
) {
  const common = {
    type: 'sso' as const,
    ...circumstances,
    user_id: null,
    sso: {
      organization_id: connection.organizationId,
      connection_id: connection.id,
      session_id: sessionId,
    },
  }
  switch (occurrence.event) {
    case 'authentication.sso_started':
      return newEvent(source, occurrence.event, { ...common, status: 'started', email: null })
    case 'authentication.sso_succeeded':
      return newEvent(source, occurrence.event, { ...common, status: 'succeeded', email: occurrence.email })
    case 'authentication.sso_failed': {
      const { code, message } = occurrence.refusal
      return newEvent(source, occurrence.event, {
        ...common,
        status: 'failed',
        email: null,
        error: { code, message },
      })
    }
  }
}
