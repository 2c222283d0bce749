import type { Queryable } from '../../kernel/database/database.ts'
import type { Behaviour } from './behaviour.ts'
import type { Person } from './people.ts'

// Of the installation, not of an environment: these are other people's identity providers.

const maxPeople = 200
const maxApplications = 100

/** The people that were added, newest first. */
export async function listPeople(sql: Queryable): Promise<Person[]> {
  return sql<Person[]>`
    select email, given_name as "givenName", family_name as "familyName", groups
    from simulator_people order by created_at desc, email limit ${maxPeople}`
}

export async function findPerson(sql: Queryable, email: string): Promise<Person | undefined> {
  const [row] = await sql<Person[]>`
    select email, given_name as "givenName", family_name as "familyName", groups
    from simulator_people where email = ${email}`
  return row
}

/** Adds somebody, or changes who they are. The oldest give way to more than the page can list. */
export async function savePerson(sql: Queryable, person: Person, now: Date): Promise<void> {
  await sql`
    insert into simulator_people (email, given_name, family_name, groups, created_at)
    values (${person.email}, ${person.givenName}, ${person.familyName}, ${sql.json([...person.groups])}, ${now})
    on conflict (email) do update set given_name = excluded.given_name,
      family_name = excluded.family_name, groups = excluded.groups, created_at = excluded.created_at`
  await sql`
    delete from simulator_people where email in (
      select email from simulator_people order by created_at desc, email offset ${maxPeople})`
}

export async function findBehaviour(sql: Queryable, simulator: string): Promise<Behaviour | undefined> {
  const [row] = await sql<Behaviour[]>`
    select misbehave, clock_minutes as "clockMinutes", slow_seconds as "slowSeconds"
    from simulator_behaviours where simulator = ${simulator}`
  return row
}

export async function saveBehaviour(sql: Queryable, simulator: string, behaviour: Behaviour): Promise<void> {
  const { misbehave, clockMinutes, slowSeconds } = behaviour
  await sql`
    insert into simulator_behaviours (simulator, misbehave, clock_minutes, slow_seconds)
    values (${simulator}, ${misbehave}, ${clockMinutes}, ${slowSeconds})
    on conflict (simulator) do update set misbehave = excluded.misbehave,
      clock_minutes = excluded.clock_minutes, slow_seconds = excluded.slow_seconds`
}

/** An application that people were sent from. */
export type Application = {
  /** The entity ID or client ID. */
  id: string
  /** Where answers go. */
  address: string
  logoutAddress: string | null
}

export async function listApplications(sql: Queryable, simulator: string): Promise<Application[]> {
  return sql<Application[]>`
    select id, address, logout_address as "logoutAddress"
    from simulator_applications where simulator = ${simulator} order by seen_at desc, id limit ${maxApplications}`
}

export async function findApplication(
  sql: Queryable,
  simulator: string,
  id: string,
): Promise<Application | undefined> {
  const [row] = await sql<Application[]>`
    select id, address, logout_address as "logoutAddress"
    from simulator_applications where simulator = ${simulator} and id = ${id}
    order by seen_at desc limit 1`
  return row
}

export async function saveApplication(
  sql: Queryable,
  simulator: string,
  { id, address, logoutAddress }: Application,
  now: Date,
): Promise<void> {
  await sql`
    insert into simulator_applications (simulator, id, address, logout_address, seen_at)
    values (${simulator}, ${id}, ${address}, ${logoutAddress}, ${now})
    on conflict (simulator, id, address) do update
    set logout_address = excluded.logout_address, seen_at = excluded.seen_at`
  await sql`
    delete from simulator_applications where simulator = ${simulator} and (id, address) in (
      select id, address from simulator_applications where simulator = ${simulator}
      order by seen_at desc, id offset ${maxApplications})`
}

export async function saveLastResponse(
  sql: Queryable,
  simulator: string,
  { id, address }: Application,
  xml: string,
): Promise<void> {
  await sql`
    update simulator_applications set last_response = ${xml}
    where simulator = ${simulator} and id = ${id} and address = ${address}`
}

export async function findLastResponse(
  sql: Queryable,
  simulator: string,
  { id, address }: Pick<Application, 'id' | 'address'>,
): Promise<string | undefined> {
  const [row] = await sql<{ last_response: string | null }[]>`
    select last_response from simulator_applications
    where simulator = ${simulator} and id = ${id} and address = ${address}`
  return row?.last_response ?? undefined
}

/** Somebody who is signed in at an application. */
export type Session = {
  /** SessionIndex, or `sid`. */
  id: string
  application: string
  address: string
  logoutAddress: string | null
  email: string
  nameId: string
  nameIdFormat: string | null
}

const sessionColumns = (sql: Queryable) => sql`
  id, application, address, logout_address as "logoutAddress", email,
  name_id as "nameId", name_id_format as "nameIdFormat"`

export async function insertSession(
  sql: Queryable,
  simulator: string,
  session: Session,
  now: Date,
): Promise<void> {
  const { id, application, address, logoutAddress, email, nameId, nameIdFormat } = session
  const aDayAgo = new Date(now.getTime() - 86_400_000)
  await sql`
    with ended as (delete from simulator_sessions where simulator = ${simulator} and created_at < ${aDayAgo})
    insert into simulator_sessions
      (id, simulator, application, address, logout_address, email, name_id, name_id_format, created_at)
    values (${id}, ${simulator}, ${application}, ${address}, ${logoutAddress}, ${email}, ${nameId},
      ${nameIdFormat}, ${now})`
}

export async function listSessions(sql: Queryable, simulator: string): Promise<Session[]> {
  return sql<Session[]>`
    select ${sessionColumns(sql)} from simulator_sessions
    where simulator = ${simulator} order by created_at desc, id limit 50`
}

/** Ends a session. @returns what it was, to whoever is the first to end it */
export async function deleteSession(
  sql: Queryable,
  simulator: string,
  id: string,
): Promise<Session | undefined> {
  const [row] = await sql<Session[]>`
    delete from simulator_sessions where simulator = ${simulator} and id = ${id} returning ${sessionColumns(sql)}`
  return row
}

/** Ends what a logout request names: these sessions of the subject at the application, or all when it names none. */
export async function deleteSessionsOf(
  sql: Queryable,
  simulator: string,
  { application, nameId, ids }: { application: string; nameId: string; ids: readonly string[] },
): Promise<void> {
  const named = ids.length > 0 ? sql`and id in ${sql(ids)}` : sql``
  await sql`
    delete from simulator_sessions
    where simulator = ${simulator} and application = ${application} and name_id = ${nameId} ${named}`
}

export type GrantKind = 'code' | 'access' | 'refresh'

/** What a code or token stands for. */
export type Grant = { sessionId: string; data: Record<string, unknown> }

export async function insertGrant(
  sql: Queryable,
  simulator: string,
  grant: Grant & { hash: Buffer; kind: GrantKind; expiresAt: Date },
  now: Date,
): Promise<void> {
  await sql`
    with expired as (delete from simulator_grants where expires_at < ${now})
    insert into simulator_grants (hash, simulator, kind, session_id, data, expires_at)
    values (${grant.hash}, ${simulator}, ${grant.kind}, ${grant.sessionId}, ${sql.json(grant.data as never)},
      ${grant.expiresAt})`
}

export async function findGrant(
  sql: Queryable,
  simulator: string,
  { hash, kind, now }: { hash: Buffer; kind: GrantKind; now: Date },
): Promise<Grant | undefined> {
  const [row] = await sql<Grant[]>`
    select session_id as "sessionId", data from simulator_grants
    where simulator = ${simulator} and hash = ${hash} and kind = ${kind} and expires_at > ${now}`
  return row
}

/** Takes a code or token back, so that nobody can use it again. */
export async function takeGrant(
  sql: Queryable,
  simulator: string,
  { hash, kind, now }: { hash: Buffer; kind: GrantKind; now: Date },
): Promise<Grant | undefined> {
  const [row] = await sql<Grant[]>`
    delete from simulator_grants
    where simulator = ${simulator} and hash = ${hash} and kind = ${kind} and expires_at > ${now}
    returning session_id as "sessionId", data`
  return row
}

export async function deleteGrant(sql: Queryable, simulator: string, hash: Buffer): Promise<void> {
  await sql`delete from simulator_grants where simulator = ${simulator} and hash = ${hash}`
}

export async function deleteGrantsOfSession(
  sql: Queryable,
  simulator: string,
  sessionId: string,
): Promise<void> {
  await sql`delete from simulator_grants where simulator = ${simulator} and session_id = ${sessionId}`
}
