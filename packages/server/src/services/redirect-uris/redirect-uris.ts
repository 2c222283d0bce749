import {
  applicationNotFound,
  duplicateRedirectUri,
  invalidRedirectUri,
  type RedirectUri,
  redirectUriLimitReached,
  redirectUriNotFound,
  redirectUriRequired,
  redirectUrisMax,
  wildcardRedirectUri,
} from '@portico/contract'
import type { Context, MutationContext } from '../../kernel/http/context.ts'
import { type Page, type PageQuery, readPage } from '../../kernel/http/cursor.ts'
import { newId } from '../../kernel/ids.ts'
import { forgetRedirectUris } from './registered.ts'
import { isWildcard, redirectUriProblem } from './rules.ts'
import * as store from './store.ts'

// An application is named by its path, or it is the environment's default: `named` is absent then.

/** One page of the application's addresses. */
export async function list(
  { sql, environment }: Context,
  named: string | undefined,
  query: PageQuery,
): Promise<Page<RedirectUri>> {
  const applicationId = await store.findApplicationId(sql, environment.id, named)
  if (!applicationId) throw applicationNotFound(named ?? 'default')
  const owner = { environmentId: environment.id, applicationId }
  return readPage(sql, query, (clauses) => store.listRedirectUris(sql, owner, clauses))
}

/** Registers an address. It becomes the default when there is none, unless the caller or its wildcard forbids it. */
export async function register(
  context: MutationContext,
  named: string | undefined,
  { uri, default: wanted }: { uri: string; default?: boolean },
): Promise<RedirectUri> {
  const { tx, environment, now } = context
  const owner = await lockOwner(context, named)
  const problem = redirectUriProblem(uri, environment.kind)
  if (problem)
    throw invalidRedirectUri({ message: `'${uri.slice(0, 200)}' may not be registered. ${problem}` })
  if (wanted && isWildcard(uri)) throw wildcardRedirectUri()

  const { count, has_default } = await store.summarizeRedirectUris(tx, owner)
  if (count >= redirectUrisMax) throw redirectUriLimitReached()
  const isDefault = wanted ?? (!has_default && !isWildcard(uri))
  if (isDefault && has_default) await store.clearDefault(tx, owner, now)
  const created = await store.insertRedirectUri(tx, owner, { id: newId('redir', now), uri, isDefault, now })
  if (!created) throw duplicateRedirectUri({ message: `Redirect URI '${uri}' already exists.` })
  await forgetRedirectUris(context, owner)
  return created
}

/** Makes an address the default in place of another. */
export async function makeDefault(context: MutationContext, named: string, id: string): Promise<RedirectUri> {
  const { tx, now } = context
  const owner = await lockOwner(context, named)
  const found = await store.findRedirectUri(tx, owner, id)
  if (!found) throw redirectUriNotFound(id)
  if (isWildcard(found.uri)) throw wildcardRedirectUri()
  if (found.default) return found
  await store.clearDefault(tx, owner, now)
  return store.markDefault(tx, owner, id, now)
}

/** Deletes an address. The default stays, and so does the last: sign-in must have somewhere to return to. */
export async function remove(context: MutationContext, named: string | undefined, id: string): Promise<void> {
  const { tx } = context
  const owner = await lockOwner(context, named)
  const found = await store.findRedirectUri(tx, owner, id)
  if (!found) throw redirectUriNotFound(id)
  if (found.default) throw redirectUriRequired({ message: 'Cannot delete the default redirect URI.' })
  const { count } = await store.summarizeRedirectUris(tx, owner)
  if (count === 1) throw redirectUriRequired({ message: 'Cannot delete the last redirect URI.' })
  await store.deleteRedirectUri(tx, owner, id)
  await forgetRedirectUris(context, owner)
}

/** Changes to one application's addresses take turns, so that each counts what the others left. */
async function lockOwner(
  { tx, environment }: MutationContext,
  named: string | undefined,
): Promise<store.Owner> {
  const applicationId = await store.findApplicationId(tx, environment.id, named, 'for no key update')
  if (!applicationId) throw applicationNotFound(named ?? 'default')
  return { environmentId: environment.id, applicationId }
}
