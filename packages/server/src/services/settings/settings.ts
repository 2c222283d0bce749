import type { Queryable } from '../../kernel/database/database.ts'
import { type Look, lookOf, type Settings, settingsOf } from './rules.ts'
import { findChosen } from './store.ts'

/** How the environment behaves. */
export async function findSettings(sql: Queryable, environmentId: string): Promise<Settings> {
  const row = await findChosen(sql, 'environment_settings', environmentId)
  return settingsOf(row?.chosen ?? {})
}

/** How the environment's pages and mails look. */
export async function findBranding(sql: Queryable, environmentId: string): Promise<Look> {
  const row = await findChosen(sql, 'environment_branding', environmentId)
  return lookOf(row?.chosen ?? {})
}
