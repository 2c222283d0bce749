import {
  branding,
  invalidBrandingUrl,
  invalidPasswordLengths,
  settings,
  unknownPermissions,
} from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Context } from '../../kernel/http/context.ts'
import { unauthorized } from '../../kernel/http/errors.ts'
import { implement } from '../../kernel/http/implement.ts'
import { findPermissions } from '../authorization/index.ts'
import {
  brandingUrlProblem,
  changeLook,
  changeSettings,
  lookOf,
  namedPermissions,
  settingsOf,
} from './rules.ts'
import * as store from './store.ts'

const settingsOperations = implement(settings, {
  getSettings: async (context) => {
    const { chosen, updated_at } = await requireChosen(context, 'environment_settings')
    return { object: 'environment_settings' as const, ...settingsOf(chosen), updated_at }
  },

  updateSettings: async ({ tx, environment, now }, { body }) => {
    await requirePermissions(tx, environment.id, namedPermissions(body))
    const chosen = changeSettings(
      await store.lockChosen(tx, 'environment_settings', environment.id, now),
      body,
    )
    const changed = settingsOf(chosen)
    const { minimum_length, maximum_length } = changed.password_policy
    if (minimum_length > maximum_length) throw invalidPasswordLengths()
    await store.updateChosen(tx, 'environment_settings', environment.id, chosen, now)
    return { object: 'environment_settings' as const, ...changed, updated_at: now.toISOString() }
  },
})

const brandingOperations = implement(branding, {
  getBranding: async (context) => {
    const { chosen, updated_at } = await requireChosen(context, 'environment_branding')
    return { object: 'branding' as const, ...lookOf(chosen), updated_at }
  },

  updateBranding: async ({ tx, environment, now }, { body }) => {
    const problem = brandingUrlProblem(body, environment.kind)
    if (problem) throw invalidBrandingUrl({ message: problem })
    const chosen = changeLook(await store.lockChosen(tx, 'environment_branding', environment.id, now), body)
    await store.updateChosen(tx, 'environment_branding', environment.id, chosen, now)
    return { object: 'branding' as const, ...lookOf(chosen), updated_at: now.toISOString() }
  },
})

async function requirePermissions(tx: Queryable, environmentId: string, slugs: string[]): Promise<void> {
  if (slugs.length === 0) return
  const known = new Set((await findPermissions(tx, environmentId, slugs)).map(({ slug }) => slug))
  const unknown = slugs.find((slug) => !known.has(slug))
  if (unknown !== undefined) throw unknownPermissions({ message: `No permission has the slug '${unknown}'.` })
}

async function requireChosen({ sql, environment }: Context, table: store.Table): Promise<store.ChosenRow> {
  const row = await store.findChosen(sql, table, environment.id)
  // The operator has deleted the environment since the key was checked.
  if (!row) throw unauthorized()
  return row
}

export default [...settingsOperations, ...brandingOperations]
