import { domainToASCII } from 'node:url'
import type { Queryable } from '../../../kernel/database/database.ts'
import { providerOf, type SignInConnection } from '../../connections/index.ts'
import { settingsOf } from '../../settings/index.ts'

/** What decides whether, and as what, somebody is signed in. */
export type Policy = {
  /** Whether their e-mail address is at a domain that the organization has verified, or need not be. */
  domainAllowed: boolean
  domainVerified: boolean
  /** Whether they are asked before a first sign-in that the application did not ask for, or of a custom connection. */
  consentRequired: boolean
  /** Whether they said yes in this browser before. */
  consented: boolean
  /** Highest priority first; null outside organizations. */
  roleSlugs: string[] | null
  /** Whether profiles have all that the identity provider sent. */
  rawAttributes: boolean
}

/** Who is to be signed in, and where. */
export type Arriving = {
  idpId: string
  email: string
  groups: readonly string[] | null
  consentHashes: Buffer[]
}

/** The domain of an address, as verified domains are stored. */
export const domainOf = (email: string) =>
  domainToASCII(email.slice(email.lastIndexOf('@') + 1).toLowerCase())

/** The roles that the connection gives to members of the groups. */
function rolesOfGroups(connection: SignInConnection, groups: readonly string[] | null): string[] {
  const member = new Set(groups ?? [])
  const given = connection.settings.group_roles.filter(({ group }) => member.has(group))
  return [...new Set(given.map(({ role_slug }) => role_slug))]
}

/** Finds out, in one query, all that the decision takes. */
export async function findPolicy(
  sql: Queryable,
  connection: SignInConnection,
  { idpId, email, groups, consentHashes }: Arriving,
): Promise<Policy> {
  const { environment, organizationId } = connection
  const slugs = rolesOfGroups(connection, groups)
  const [row] = await sql<[Row]>`
    select
      (select chosen from environment_settings where environment_id = ${environment.id}) as chosen,
      (select allow_profiles_outside_organization from organizations
       where environment_id = ${environment.id} and id = ${organizationId}) as outside_allowed,
      exists (
        select from organization_domains
        where environment_id = ${environment.id} and organization_id = ${organizationId}
          and domain = ${domainOf(email)} and state in ('verified', 'legacy_verified')
      ) as domain_verified,
      array(
        select slug from roles
        where environment_id = ${environment.id} and slug in ${sql(slugs.length > 0 ? slugs : [''])}
          and resource_type_slug = 'organization'
        order by position
      ) as granted,
      (select r.slug from roles r
       join authorization_settings a on a.environment_id = r.environment_id and a.default_role_id = r.id
       where r.environment_id = ${environment.id}) as default_role,
      ${consentHashes.length === 0 ? sql`false` : consentExists(sql, connection, idpId, consentHashes)} as consented`
  const { sso, authorization } = settingsOf(row.chosen ?? {})
  const roles = row.granted.length > 0 ? row.granted : row.default_role === null ? [] : [row.default_role]
  return {
    domainVerified: row.domain_verified,
    domainAllowed:
      organizationId === null ||
      row.domain_verified ||
      row.outside_allowed === true ||
      sso.allow_profiles_outside_organization,
    consentRequired: connection.settings.sign_in_consent ?? sso.sign_in_consent,
    consented: row.consented,
    rawAttributes: sso.raw_attributes,
    roleSlugs: organizationId === null ? null : authorization.multiple_roles ? roles : roles.slice(0, 1),
  }
}

type Row = {
  chosen: Record<string, unknown> | null
  outside_allowed: boolean | null
  domain_verified: boolean
  granted: string[]
  default_role: string | null
  consented: boolean
}

function consentExists(sql: Queryable, connection: SignInConnection, idpId: string, hashes: Buffer[]) {
  return sql`exists (
    select from sso_profiles p
    join sso_consents c on c.environment_id = p.environment_id and c.profile_id = p.id
      and c.connection_id = p.connection_id
    where p.environment_id = ${connection.environment.id} and p.connection_id = ${connection.id}
      and p.idp_id = ${idpId} and c.browser_hash in ${sql(hashes)}
  )`
}

/** Whether a sign-in is of the kind that people confirm: one that nobody asked for, or through a custom connection. */
export function isConfirmed(
  connection: SignInConnection,
  { idpInitiated }: { idpInitiated: boolean },
): boolean {
  return connection.protocol !== 'oauth' && (idpInitiated || providerOf(connection.type).custom)
}
