import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../kernel/http/context.ts'
import { pageUrlProblem } from '../redirect-uris/index.ts'
import { settingsOf, takesFormsAlone } from './rules.ts'
import type { EffectiveSettings, Protocol } from './sign-in-connection.ts'
import type { ChosenSettings, StoredConnection } from './stored.ts'

const dayMs = 86_400_000
const longestExceptionDays = 90

/** Settings that mean something in one protocol alone. */
const protocols: Partial<Record<keyof EffectiveSettings, Protocol>> = {
  idp_initiated_allowed: 'saml',
  signed_responses_required: 'saml',
  request_binding: 'saml',
  name_id_format: 'saml',
  idp_logout_url: 'saml',
  weak_algorithms: 'saml',
  scopes: 'oidc',
  authorization_parameters: 'oidc',
  oauth_tokens_returned: 'oauth',
}

const protocolNames: Record<Protocol, string> = { saml: 'SAML', oidc: 'OpenID Connect', oauth: 'OAuth' }

/** Parameters of the sign-in request that are Portico's to set: with another value they would undo its checks. */
export const reservedParameters: ReadonlySet<string> = new Set([
  'client_id',
  'client_secret',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
])
const parameterName = /^[A-Za-z0-9._~-]{1,100}$/

/** Why the settings cannot be had, naming the first that is wrong; nothing when they can. */
export function settingsProblem(
  connection: StoredConnection,
  change: ChosenSettings,
  context: { now: Date; environment: Environment },
): string | undefined {
  return (
    foreignSetting(connection, change) ??
    bindingProblem(connection, change) ??
    exceptionProblem(change, context) ??
    logoutUrlProblem(change, context) ??
    nameIdFormatProblem(change) ??
    parametersProblem(change)
  )
}

/** What another protocol has may be said, as long as it says nothing new: people send back what they were shown. */
function foreignSetting(connection: StoredConnection, change: ChosenSettings): string | undefined {
  const current = settingsOf(connection)
  for (const [member, protocol] of Object.entries(protocols) as [keyof EffectiveSettings, Protocol][]) {
    if (protocol === connection.protocol || change[member] === undefined) continue
    if (isDeepStrictEqual(change[member], current[member])) continue
    return `${member}: only connections that speak ${protocolNames[protocol]} have it.`
  }
  return undefined
}

function bindingProblem(
  connection: StoredConnection,
  { request_binding }: ChosenSettings,
): string | undefined {
  if (connection.protocol !== 'saml' || request_binding !== 'redirect') return undefined
  if (!takesFormsAlone(connection.options)) return undefined
  return 'request_binding: the identity provider takes requests as a form alone. Leave it at post.'
}

function exceptionProblem({ weak_algorithms }: ChosenSettings, { now }: { now: Date }): string | undefined {
  if (!weak_algorithms) return undefined
  const days = (new Date(weak_algorithms.expires_at).getTime() - now.getTime()) / dayMs
  if (days <= 0) return 'weak_algorithms.expires_at: must lie in the future.'
  if (days <= longestExceptionDays) return undefined
  return `weak_algorithms.expires_at: must lie ${longestExceptionDays} days ahead at most. Extend it then if it must be.`
}

function logoutUrlProblem(
  { idp_logout_url }: ChosenSettings,
  { environment }: { environment: Environment },
): string | undefined {
  const problem = idp_logout_url && pageUrlProblem(idp_logout_url, environment.kind)
  return problem ? `idp_logout_url: ${problem}` : undefined
}

/** SAML Core 2.0, 8.3: formats are named by URIs. */
function nameIdFormatProblem({ name_id_format }: ChosenSettings): string | undefined {
  if (!name_id_format || /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}<>"]+$/u.test(name_id_format)) return undefined
  return 'name_id_format: must be a URI, such as urn:oasis:names:tc:SAML:2.0:nameid-format:persistent.'
}

function parametersProblem({ authorization_parameters = {} }: ChosenSettings): string | undefined {
  for (const name of Object.keys(authorization_parameters)) {
    if (reservedParameters.has(name.toLowerCase())) {
      return `authorization_parameters: ${name} is Portico's to set. Leave it out.`
    }
    if (!parameterName.test(name)) {
      return `authorization_parameters: ${JSON.stringify(name.slice(0, 100))} cannot be the name of a parameter.`
    }
  }
  return undefined
}

/** What is chosen after a change, which names only members that change. */
export function chosenSettings({ settings }: StoredConnection, change: ChosenSettings): ChosenSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const chosen: ChosenSettings = { ...settings, ...given }
  if (!change.group_roles) return chosen
  const distinct = new Map(
    change.group_roles.map((entry) => [JSON.stringify([entry.group, entry.role_slug]), entry]),
  )
  return { ...chosen, group_roles: [...distinct.values()] }
}
