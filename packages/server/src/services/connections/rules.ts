import type { Connection, ConnectionSettings } from '@portico/contract'
import type { Kernel } from '../../kernel/kernel.ts'
import { attributeMapOf } from './attributes.ts'
import { providerOf } from './providers.ts'
import type { EffectiveSettings, SignInConnection } from './sign-in-connection.ts'
import type { SamlOptions, StoredCertificate, StoredConnection } from './stored.ts'

/** The connection as the wire shows it. */
export function toWire(c: StoredConnection): Connection {
  return {
    object: 'connection',
    id: c.id,
    ...(c.organization_id !== null && { organization_id: c.organization_id }),
    connection_type: c.connection_type,
    name: c.name,
    state: c.state,
    status: c.state === 'active' ? 'linked' : 'unlinked',
    domains: c.domains,
    ...(c.protocol === 'saml' && { options: { signing_cert: c.signing_cert } }),
    created_at: c.created_at,
    updated_at: c.updated_at,
  }
}

/** The addresses of a connection, which it keeps for good. */
export function addressesOf({ config }: Pick<Kernel, 'config'>, c: StoredConnection) {
  const { publicUrl } = config
  const key = c.external_key
  return {
    acsUrl: `${publicUrl}/sso/saml/acs/${key}`,
    spEntityId: `${publicUrl}/${key}`,
    spMetadataUrl: `${publicUrl}/sso/saml/metadata/${key}`,
    callbackUrl:
      c.protocol === 'oauth'
        ? `${publicUrl}/sso/oauth/${c.connection_type}/${key}/callback`
        : `${publicUrl}/sso/oidc/${key}/callback`,
  }
}

/** How the connection behaves: as chosen, and otherwise as its protocol has it. */
export function settingsOf(c: StoredConnection): EffectiveSettings {
  return { ...defaultSettings(c), ...c.settings }
}

/** Whether requests can go to the identity provider as a form, and in no other way. */
export const takesFormsAlone = ({ idp_sso_url, idp_sso_post_url }: SamlOptions): boolean =>
  idp_sso_url === null && idp_sso_post_url !== null

function defaultSettings(c: StoredConnection): EffectiveSettings {
  return {
    idp_initiated_allowed: c.protocol === 'saml',
    sign_in_consent: null,
    signed_responses_required: false,
    oauth_tokens_returned: false,
    // Some take requests as a form alone.
    request_binding: c.protocol === 'saml' && takesFormsAlone(c.options) ? 'post' : 'redirect',
    name_id_format: null,
    idp_logout_url: null,
    weak_algorithms: null,
    scopes: [],
    authorization_parameters: {},
    group_roles: [],
  }
}

/** What a connection is set up with, to say whether that suffices. */
export type SetUp = {
  connection: StoredConnection
  certificates: readonly Pick<StoredCertificate, 'purpose'>[]
}

/** What the identity provider has still to tell, by the names of the contract. Nothing: people can sign in. */
export function missingMembers({ connection: c, certificates }: SetUp): string[] {
  const has = (purpose: StoredCertificate['purpose']) =>
    certificates.some((certificate) => certificate.purpose === purpose)
  switch (c.protocol) {
    case 'saml':
      return [
        ...(c.options.idp_entity_id === null ? ['idp_entity_id'] : []),
        ...(c.options.idp_sso_url === null && c.options.idp_sso_post_url === null ? ['idp_sso_url'] : []),
        ...(has('idp_signing') ? [] : ['idp_signing_certs']),
      ]
    case 'oidc':
      if (c.options.token_authentication_method === 'private_key_jwt')
        return has('jwt_signing') ? [] : ['jwt_signing_key_pair']
      return c.client_secret === null ? ['client_secret'] : []
    case 'oauth':
      return c.client_secret === null ? ['client_secret'] : []
  }
}

/** What is missing, and how this kind of identity provider tells it, in sentences for the administrator. */
export function explainMissing(c: StoredConnection, missing: readonly string[]): string {
  const { name, gives } = providerOf(c.connection_type)
  const how = {
    metadata_url: ' Give the address of its metadata as idp_metadata_url, and all of it is read from there.',
    metadata_xml: ' Give the metadata that can be downloaded there as idp_metadata_xml.',
    fields: ' Copy it from the settings of the application there.',
  }
  const [best] = gives
  return `The connection lacks ${missing.join(', ')} of ${name}.${best ? how[best] : ''}`
}

/**
 * The state that follows from a set-up. Who completes a draft may try it; what loses a part of its set-up lets nobody
 * in; and what an administrator has switched off stays so.
 */
export function stateAfter(state: Connection['state'], complete: boolean): Connection['state'] {
  if (complete) return state === 'draft' ? 'validating' : state
  return state === 'active' || state === 'inactive' ? 'inactive' : 'draft'
}

/** Whether people may be sent to the identity provider: of a connection that waits for its first success, too. */
export function canSignIn(connection: SignInConnection): boolean {
  const { setup, protocol } = connection
  if (!isSwitchedOn(connection)) return false
  return setup !== null && (protocol !== 'saml' || setup.idpCertificates.length > 0)
}

/** Whether people may come through the connection, which one that nobody has signed in through yet has to find out. */
export function isSwitchedOn({ state }: Pick<SignInConnection, 'state'>): boolean {
  return state === 'active' || state === 'validating'
}

/** Which weak algorithms the connection may still accept at the instant. */
export function weakAlgorithmsOf(
  { settings }: Pick<SignInConnection, 'settings'>,
  now: Date,
): ReadonlySet<NonNullable<ConnectionSettings['weak_algorithms']>['algorithms'][number]> {
  const exception = settings.weak_algorithms
  return new Set(exception && now < new Date(exception.expires_at) ? exception.algorithms : [])
}

/** Where the members of a profile come from, as the wire shows it. */
export function attributeMapsOf(c: StoredConnection) {
  const map = attributeMapOf(c.connection_type, c.attribute_map)
  return { standard_attributes: map.standard, custom_attributes: map.custom }
}
