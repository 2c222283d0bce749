import type { Profile } from '@portico/contract'
import type { Queryable } from '../../../kernel/database/database.ts'

/** A profile as it is stored. */
export type ProfileRow = {
  id: string
  organization_id: string | null
  connection_id: string
  connection_type: Profile['connection_type']
  idp_id: string
  email: string
  first_name: string | null
  last_name: string | null
  name: string | null
  groups: string[] | null
  custom_attributes: Record<string, unknown>
  raw_attributes: Record<string, unknown>
  role_slugs: string[] | null
}

/** The columns of the profile `p`. */
export const profileColumns = (sql: Queryable) => sql`
  p.id, p.organization_id, p.connection_id, p.connection_type, p.idp_id, p.email, p.first_name, p.last_name, p.name,
  p.groups, p.custom_attributes, p.raw_attributes, p.role_slugs`

/** The profile as the wire shows it. */
export function toWire({ role_slugs, groups, ...row }: ProfileRow): Profile {
  const roles = role_slugs?.map((slug) => ({ slug })) ?? null
  return {
    object: 'profile',
    id: row.id,
    organization_id: row.organization_id,
    connection_id: row.connection_id,
    connection_type: row.connection_type,
    idp_id: row.idp_id,
    email: row.email,
    first_name: row.first_name,
    last_name: row.last_name,
    name: row.name,
    role: roles?.[0] ?? null,
    roles,
    ...(groups && { groups }),
    custom_attributes: row.custom_attributes,
    raw_attributes: row.raw_attributes,
  }
}
