import { resourceTypeUpdateInProgress } from '@portico/contract'
import type { Tx } from '../../kernel/database/database.ts'
import { databaseErrorOf } from '../../kernel/database/errors.ts'

/**
 * Makes changes to an environment's roles, permissions and resource types take turns until the transaction ends.
 * They are rare and small, and their rules span rows: one lock is easier to trust than an order of many.
 */
export async function takeTurn(tx: Tx, environmentId: string): Promise<{ defaultRoleId: string }> {
  const [row] = await tx<{ default_role_id: string }[]>`
    select default_role_id from authorization_settings where environment_id = ${environmentId} for update`
  if (!row) throw new Error(`Environment ${environmentId} was not seeded with roles.`)
  return { defaultRoleId: row.default_role_id }
}

const lockNotAvailable = '55P03'

/**
 * As `takeTurn`, and gives up after a while, as changes to the hierarchy of resource types are documented to.
 *
 * @throws `resource_type_update_in_progress`
 */
export async function takeTurnSoon(tx: Tx, environmentId: string): Promise<void> {
  try {
    await tx`set local lock_timeout = '3s'`
    await takeTurn(tx, environmentId)
  } catch (error) {
    if (databaseErrorOf(error)?.code === lockNotAvailable) throw resourceTypeUpdateInProgress()
    throw error
  }
}
