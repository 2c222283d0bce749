import type { Client, Connection, SsoUrlParams } from '@portico/sdk'

/** A way to sign in, as a link. */
export type Choice = { label: string; hint: string; href: string }

/** Whom to sign in: the part of a sign-in link that says through which connection. */
type Selector = Pick<SsoUrlParams, 'loginHint'> &
  ({ connection: string } | { organization: string } | { provider: string })

/** All ways to sign in that this environment has. An app of yours knows which of them it wants to offer. */
export async function signInChoices({ sso }: Client): Promise<{ companies: Choice[]; social: Choice[] }> {
  const connections = await sso.listConnections({ limit: 100 }).toArray()
  const usable = connections.filter(({ state }) => state === 'active' || state === 'validating')
  const [companies, social] = [
    usable.filter(isOfOrganization),
    usable.filter((one) => !isOfOrganization(one)),
  ]
  return {
    companies: byLabel(
      companies.map(({ id, name, connectionType }) => ({
        label: name,
        hint: connectionType,
        href: linkTo({ connection: id }),
      })),
    ),
    social: byLabel(
      social.map(({ name, connectionType }) => ({
        label: name,
        hint: connectionType,
        href: linkTo({ provider: connectionType }),
      })),
    ),
  }
}

const byLabel = (choices: Choice[]) => choices.toSorted((a, b) => a.label.localeCompare(b.label))
const isOfOrganization = ({ organizationId }: Connection) => Boolean(organizationId)
const linkTo = (selector: Record<string, string>) => `/sign-in?${new URLSearchParams(selector)}`

/** Reads what was chosen. An e-mail address leads to the organization that owns its domain. */
export async function selectorOf(
  client: Client,
  query: URLSearchParams,
): Promise<Selector | { problem: string }> {
  const [connection, organization, provider, email] = ['connection', 'organization', 'provider', 'email'].map(
    (name) => query.get(name),
  )
  if (connection) return { connection }
  if (organization) return { organization }
  if (provider) return { provider }
  const domain = email?.trim().split('@').at(1)
  if (!email || !domain) return { problem: 'Say who you are, by a work e-mail address.' }
  const { data } = await client.organizations.listOrganizations({ domains: [domain] })
  const [found] = data
  return found
    ? { organization: found.id, loginHint: email.trim() }
    : { problem: `No organization here has the domain ${domain}.` }
}
