import type { Client, CreateWebhookEndpointParams, Organization, OrganizationDomainData } from '@portico/sdk'
import { type ApiTarget, openClient } from '../api.ts'
import type { Context } from '../framework/command.ts'
import { exitCodes, Failure, failureOf } from '../framework/failure.ts'
import type { Seed, SeedOrganization, SeedRole } from './format.ts'
import { type Path, showPath } from './shape.ts'

type Outcome = 'created' | 'updated' | 'unchanged'

/**
 * Sees to it that there is what the seed says, on a running server, by the API. What is there already is found by its
 * external ID, slug, address or name, and brought in line with the file where it differs. Nothing is deleted.
 */
export async function applySeed(
  api: ApiTarget,
  seed: Seed,
  { out, signal }: Pick<Context, 'out' | 'signal'>,
) {
  const client = await openClient(api)
  const counts: Record<Outcome, number> = { created: 0, updated: 0, unchanged: 0 }

  async function each<T extends { at: Path }>(
    entries: readonly T[] | undefined,
    prepare: () => Promise<(entry: T) => Promise<Outcome>>,
  ): Promise<void> {
    if (!entries?.[0]) return
    let at = entries[0].at.slice(0, 1)
    try {
      const make = await prepare()
      for (const entry of entries) {
        signal.throwIfAborted()
        at = [...entry.at]
        counts[await make(entry)]++
      }
    } catch (error) {
      if (isUnserved(error))
        return out.warn(`${showPath(at.slice(0, 1))} is left out: this is not served yet.`)
      if (signal.aborted) throw error
      throw refused(at, error)
    }
  }

  await each(seed.permissions, () => permissions(client))
  await each(seed.roles, () => roles(client))
  await each(seed.organizations, async () => (entry) => organization(client, entry))
  await each(seed.redirect_uris, () => redirectUris(client))
  await each(seed.cors_origins, () => corsOrigins(client))
  await each(seed.webhook_endpoints, () => webhookEndpoints(client))
  out.note(`Seed: ${counts.created} created, ${counts.updated} updated, ${counts.unchanged} as they were.`)
}

const isUnserved = (error: unknown) => (error as { status?: number } | null)?.status === 501

function refused(at: Path, error: unknown): Failure {
  const { message } = failureOf(error)
  return new Failure(`The seed stops at ${showPath(at)}. ${message}`, {
    remedy: 'Mend the file and start again: what is made by then is found again.',
    exitCode: exitCodes.cannotStart,
    cause: error,
  })
}

type PermissionEntry = NonNullable<Seed['permissions']>[number]

async function permissions({ authorization }: Client): Promise<(entry: PermissionEntry) => Promise<Outcome>> {
  const known = new Map((await authorization.listPermissions().toArray()).map((found) => [found.slug, found]))
  return async ({ slug, name, description, resource_type_slug: resourceTypeSlug }) => {
    const found = known.get(slug)
    if (!found) {
      await authorization.createPermission({ slug, name, description, resourceTypeSlug })
      return 'created'
    }
    if (found.name === name && isAsSaid(description, found.description)) return 'unchanged'
    await authorization.updatePermission(slug, { name, description })
    return 'updated'
  }
}

async function roles(client: Client): Promise<(entry: SeedRole) => Promise<Outcome>> {
  const { data } = await client.authorization.listEnvironmentRoles()
  const known = new Map(data.map((found) => [found.slug, found]))
  return async (entry) => {
    const { slug, name, description, resource_type_slug: resourceTypeSlug, permissions } = entry
    const found = known.get(slug)
    let outcome: Outcome = 'unchanged'
    if (!found) {
      await client.authorization.createEnvironmentRole({ slug, name, description, resourceTypeSlug })
      outcome = 'created'
    } else if (found.name !== name || !isAsSaid(description, found.description)) {
      await client.authorization.updateEnvironmentRole(slug, { name, description })
      outcome = 'updated'
    }
    if (permissions && !sameMembers(permissions, found?.permissions ?? [])) {
      await client.authorization.setEnvironmentRolePermissions(slug, { permissions })
      if (outcome === 'unchanged') outcome = 'updated'
    }
    if (entry.is_default_role && (await client.portico.roles.getDefaultRole()).slug !== slug) {
      await client.portico.roles.setDefaultRole({ roleSlug: slug })
      if (outcome === 'unchanged') outcome = 'updated'
    }
    return outcome
  }
}

async function organization({ organizations }: Client, entry: SeedOrganization): Promise<Outcome> {
  const { name, external_id: externalId, metadata, domains = [] } = entry
  const allowProfilesOutsideOrganization = entry.allow_profiles_outside_organization
  const found = await findOrganization(organizations, entry)
  if (!found) {
    const domainData = domains.map(({ domain, state = 'pending' }) => ({ domain, state }))
    await organizations.createOrganization({
      name,
      externalId,
      metadata,
      allowProfilesOutsideOrganization,
      ...(domainData.length > 0 && { domainData }),
    })
    return 'created'
  }
  const domainData = completed(found, domains)
  const same =
    found.name === name &&
    Object.entries(metadata ?? {}).every(([key, value]) => found.metadata[key] === value) &&
    isAsSaid(allowProfilesOutsideOrganization, found.allowProfilesOutsideOrganization) &&
    domainData === undefined
  if (same) return 'unchanged'
  await organizations.updateOrganization(found.id, {
    name,
    metadata,
    allowProfilesOutsideOrganization,
    domainData,
  })
  return 'updated'
}

async function findOrganization(
  organizations: Client['organizations'],
  { name, external_id: externalId }: SeedOrganization,
): Promise<Organization | undefined> {
  if (externalId === undefined) {
    for await (const found of organizations.listOrganizations({ search: name }))
      if (found.name === name) return found
    return undefined
  }
  return organizations.getOrganizationByExternalId(externalId).catch((error: { status?: number }) => {
    if (error.status === 404) return undefined
    throw error
  })
}

/** All domains of the organization with those of the file among them, or nothing where they are. */
function completed(
  found: Organization,
  wanted: NonNullable<SeedOrganization['domains']>,
): OrganizationDomainData[] | undefined {
  const states = new Map(
    found.domains.map(
      ({ domain, state }) => [domain, state?.includes('verified') ? 'verified' : 'pending'] as const,
    ),
  )
  let changed = false
  for (const { domain, state = 'pending' } of wanted) {
    const known = states.get(domain.toLowerCase())
    // A domain that has been verified meanwhile stays so.
    if (known === state || known === 'verified') continue
    states.set(domain.toLowerCase(), state)
    changed = true
  }
  return changed ? [...states].map(([domain, state]) => ({ domain, state })) : undefined
}

async function redirectUris({
  userManagement,
}: Client): Promise<(entry: { uri: string }) => Promise<Outcome>> {
  const known = new Set((await userManagement.listRedirectUris().toArray()).map(({ uri }) => uri))
  return async ({ uri }) => {
    if (known.has(uri)) return 'unchanged'
    await userManagement.createRedirectUri({ uri })
    return 'created'
  }
}

async function corsOrigins({
  userManagement,
}: Client): Promise<(entry: { origin: string }) => Promise<Outcome>> {
  const known = new Set((await userManagement.listCorsOrigins().toArray()).map(({ origin }) => origin))
  return async ({ origin }) => {
    const normal = new URL(origin).origin
    if (known.has(normal) || known.has(origin)) return 'unchanged'
    await userManagement.createCorsOrigin({ origin: normal })
    return 'created'
  }
}

type WebhookEntry = NonNullable<Seed['webhook_endpoints']>[number]

async function webhookEndpoints({ webhooks }: Client): Promise<(entry: WebhookEntry) => Promise<Outcome>> {
  const { webhookEventNames } = await import('@portico/server')
  const known = new Map(
    (await webhooks.listWebhookEndpoints().toArray()).map((found) => [found.endpointUrl, found]),
  )
  return async ({ endpoint_url: endpointUrl, events: given = [], enabled = true }) => {
    // To name no event means all, as with the emulator.
    const events = (given.length > 0 ? given : webhookEventNames) as CreateWebhookEndpointParams['events']
    const status = enabled ? 'enabled' : 'disabled'
    const found = known.get(endpointUrl)
    if (found && found.status === status && sameMembers(events, found.events)) return 'unchanged'
    const { id } = found ?? (await webhooks.createWebhookEndpoint({ endpointUrl, events }))
    if (found || !enabled) await webhooks.updateWebhookEndpoint(id, { events, status })
    return found ? 'updated' : 'created'
  }
}

/** What the file does not mention is as it should be. */
const isAsSaid = <T>(said: T | undefined, is: T | null) => said === undefined || said === is

const sameMembers = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length
