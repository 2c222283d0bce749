import {
  type ConnectionSettings,
  connectionAdministration,
  connectionIncomplete,
  connectionNotFound,
  invalidConnectionSettings,
} from '@portico/contract'
import type { MutationContext } from '../../kernel/http/context.ts'
import { implement } from '../../kernel/http/implement.ts'
import { findRolesBySlug } from '../authorization/index.ts'
import { listCertificates } from './certificate-store.ts'
import { saveConnection } from './changes.ts'
import { explainMissing, missingMembers, settingsOf, toWire } from './rules.ts'
import { chosenSettings, settingsProblem } from './settings-rules.ts'
import { forgetConnection } from './sign-in.ts'
import type { EffectiveSettings } from './sign-in-connection.ts'
import * as store from './store.ts'
import type { StoredConnection } from './stored.ts'
import { withOptions } from './wire.ts'

export default implement(connectionAdministration, {
  getConnectionWithOptions: async ({ kernel, sql, environment }, { params }) => {
    const found = await store.findConnection(sql, environment.id, params.id)
    if (!found) throw connectionNotFound(params.id)
    return withOptions(kernel, found, await listCertificates(sql, environment.id, found.id))
  },

  getConnectionSettings: async ({ sql, environment }, { params }) => {
    const found = await store.findConnection(sql, environment.id, params.id)
    if (!found) throw connectionNotFound(params.id)
    return settingsToWire(found)
  },

  updateConnectionSettings: async (context, { params, body }) => {
    const before = await lock(context, params.id)
    const problem = settingsProblem(before, body, context)
    if (problem) throw invalidConnectionSettings({ message: problem })
    await requireRoles(context, body)
    const settings = chosenSettings(before, body)
    const after = { ...before, settings, updated_at: context.now.toISOString() }
    await save(context, before, after)
    return settingsToWire(after)
  },

  activateConnection: async (context, { params }) => {
    const before = await lock(context, params.id)
    const certificates = await listCertificates(context.tx, context.environment.id, before.id)
    const missing = missingMembers({ connection: before, certificates })
    if (missing.length > 0) throw connectionIncomplete({ message: explainMissing(before, missing) })
    return enter(context, before, 'active')
  },

  deactivateConnection: async (context, { params }) =>
    enter(context, await lock(context, params.id), 'inactive'),
})

async function lock({ tx, environment }: MutationContext, id: string): Promise<StoredConnection> {
  const found = await store.findConnection(tx, environment.id, id, 'for update')
  if (!found) throw connectionNotFound(id)
  return found
}

async function enter(context: MutationContext, before: StoredConnection, state: 'active' | 'inactive') {
  if (before.state === state) return toWire(before)
  const after = { ...before, state, updated_at: context.now.toISOString() }
  await save(context, before, after)
  return toWire(after)
}

async function save(
  context: MutationContext,
  before: StoredConnection,
  after: StoredConnection,
): Promise<void> {
  const { kernel, environment, afterCommit } = context
  await saveConnection(context, before, after)
  afterCommit(() => forgetConnection(kernel, environment.id, before.id))
}

async function requireRoles(
  { tx, environment }: MutationContext,
  { group_roles = [] }: Partial<EffectiveSettings>,
): Promise<void> {
  const slugs = [...new Set(group_roles.map(({ role_slug }) => role_slug))]
  const known = new Set((await findRolesBySlug(tx, environment.id, slugs)).map(({ slug }) => slug))
  const unknown = slugs.find((slug) => !known.has(slug))
  if (unknown === undefined) return
  throw invalidConnectionSettings({
    message: `group_roles: no role of organizations has the slug ${JSON.stringify(unknown)}. Create it first.`,
  })
}

const settingsToWire = (c: StoredConnection): ConnectionSettings => ({
  object: 'connection_settings',
  connection_id: c.id,
  ...settingsOf(c),
  idp_metadata_read_at: c.metadata_read_at,
  idp_metadata_problem: c.metadata_problem,
  updated_at: c.updated_at,
})
