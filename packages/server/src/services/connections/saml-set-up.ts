import { invalidField } from '../../kernel/http/errors.ts'
import { requireEntityId, requireFetchable, requirePage } from './addresses.ts'
import { idpCertificate, ownKeyPair, readIdpCertificate } from './certificates.ts'
import { fetchMetadata, type MetadataReading, readMetadata } from './saml-metadata.ts'
import type { CreateSamlOptions, SetUpChange, SetUpContext, UpdateSamlOptions } from './set-up.ts'
import type { SamlOptions, StoredCertificate, StoredSamlConnection } from './stored.ts'

/** A SAML connection of which nothing is known yet. */
export const emptySamlOptions: SamlOptions = {
  idp_metadata_url: null,
  idp_entity_id: null,
  idp_sso_url: null,
  idp_sso_post_url: null,
  idp_slo_url: null,
  idp_slo_response_url: null,
  acs_url: null,
  sp_entity_id: null,
}

type Owner = {
  context: SetUpContext
  connectionId: string
  /** The addresses that the connection has had since it was created. */
  own?: { acsUrl: string; spEntityId: string }
}
type Change = SetUpChange<StoredSamlConnection>

/** What a new connection is given, metadata read and keys sealed. @throws a refusal that names what is wrong */
export async function newSamlSetUp(owner: Owner, given: CreateSamlOptions): Promise<Change> {
  const change = await changedSamlSetUp(owner, emptySamlOptions, given)
  const keyPairs = samlKeyPairs(owner, given)
  const idpCertificates = (given.idp_signing_certs ?? []).map((pem) => readIdpCertificate(pem))
  const { now, environment } = owner.context
  const certificateOwner = { environment, connectionId: owner.connectionId, now }
  return {
    ...change,
    certificates: [
      ...idpCertificates.map((pem) => idpCertificate(certificateOwner, pem, { fromMetadata: false })),
      ...change.certificates,
      ...keyPairs,
    ],
  }
}

/** What changes about a connection. @throws a refusal that names what is wrong */
export async function changedSamlSetUp(
  owner: Owner,
  stored: SamlOptions,
  given: UpdateSamlOptions,
): Promise<Change> {
  requireMembers(owner, stored, given)
  const reading = await readGiven(owner, stored, given)
  return {
    options: { ...ownAddresses(given), ...(reading ? readOptions(given, reading) : givenOptions(given)) },
    certificates: reading ? metadataCertificates(owner, reading) : [],
    ...metadataSchedule(owner, given, reading),
  }
}

function requireMembers(owner: Owner, stored: SamlOptions, given: UpdateSamlOptions): void {
  const { context } = owner
  requireFetchable(context, 'saml_options.idp_metadata_url', given.idp_metadata_url)
  requirePage(context, 'saml_options.idp_sso_url', given.idp_sso_url)
  requirePage(context, 'saml_options.acs_url', given.acs_url)
  requireEntityId('saml_options.idp_entity_id', given.idp_entity_id)
  requireEntityId('saml_options.sp_entity_id', given.sp_entity_id)
  requireOwn(owner, 'saml_options.acs_url', given.acs_url, owner.own?.acsUrl)
  requireOwn(owner, 'saml_options.sp_entity_id', given.sp_entity_id, owner.own?.spEntityId)
  if (given.idp_metadata_url && given.idp_metadata_xml !== undefined) {
    throw invalidField(
      'saml_options.idp_metadata_xml',
      'exclusive',
      'Cannot be given beside idp_metadata_url.',
    )
  }
  const url = given.idp_metadata_url === undefined ? stored.idp_metadata_url : given.idp_metadata_url
  if (given.idp_sso_url !== undefined && (url !== null || given.idp_metadata_xml !== undefined)) {
    throw invalidField(
      'saml_options.idp_sso_url',
      'exclusive',
      'Comes from the metadata. Leave it out, or set idp_metadata_url to null.',
    )
  }
}

/** Addresses here tell connections apart: with another's, what is meant for that one would be good for this one. */
function requireOwn(
  { context }: Owner,
  field: string,
  given: string | null | undefined,
  own: string | undefined,
): void {
  const here = URL.parse(context.kernel.config.publicUrl)?.origin
  if (!given || given === own || URL.parse(given)?.origin !== here) return
  throw invalidField(
    field,
    'not_own',
    'Belongs to this server. Leave it out: the connection has one of its own.',
  )
}

/** The metadata that the request is about: those it brings, or those of its address. */
async function readGiven(
  { context }: Owner,
  stored: SamlOptions,
  given: UpdateSamlOptions,
): Promise<MetadataReading | undefined> {
  const entityId = given.idp_entity_id
  const options = { entityId, now: context.now }
  if (given.idp_metadata_xml !== undefined) return readMetadata(context, given.idp_metadata_xml, options)
  // Another entity ID chooses another provider of the same document.
  const url = given.idp_metadata_url ?? (entityId === undefined ? undefined : stored.idp_metadata_url)
  if (given.idp_metadata_url === null || !url) return undefined
  return fetchMetadata(context, url, options)
}

function readOptions(given: UpdateSamlOptions, reading: MetadataReading): Partial<SamlOptions> {
  const url = given.idp_metadata_xml === undefined ? given.idp_metadata_url : null
  return { ...reading.options, ...(url !== undefined && { idp_metadata_url: url }) }
}

function givenOptions(given: UpdateSamlOptions): Partial<SamlOptions> {
  return {
    ...(given.idp_metadata_url === null && { idp_metadata_url: null }),
    ...(given.idp_entity_id !== undefined && { idp_entity_id: given.idp_entity_id }),
    // What else the old address was listed with goes with it.
    ...(given.idp_sso_url !== undefined && {
      idp_sso_url: given.idp_sso_url,
      idp_sso_post_url: null,
      idp_slo_url: null,
      idp_slo_response_url: null,
    }),
  }
}

const ownAddresses = ({ acs_url, sp_entity_id }: UpdateSamlOptions): Partial<SamlOptions> => ({
  ...(acs_url !== undefined && { acs_url }),
  ...(sp_entity_id !== undefined && { sp_entity_id }),
})

function metadataCertificates(
  { context, connectionId }: Owner,
  { certificates }: MetadataReading,
): StoredCertificate[] {
  const owner = { environment: context.environment, connectionId, now: context.now }
  return certificates.map((certificate) => idpCertificate(owner, certificate, { fromMetadata: true }))
}

function metadataSchedule(
  { context }: Owner,
  given: UpdateSamlOptions,
  reading: MetadataReading | undefined,
): Pick<Change, 'metadata'> {
  if (given.idp_metadata_url === null || given.idp_metadata_xml !== undefined) return { metadata: null }
  return reading ? { metadata: { readAt: context.now, dueAt: reading.dueAt } } : {}
}

function samlKeyPairs({ context, connectionId }: Owner, given: CreateSamlOptions): StoredCertificate[] {
  const owner = { environment: context.environment, connectionId, now: context.now }
  const { sp_signing_key_pair: signing, sp_encryption_key_pairs: encryption = [] } = given
  return [
    ...(signing
      ? [
          ownKeyPair(context.kernel, owner, 'sp_signing', {
            field: 'saml_options.sp_signing_key_pair',
            ...signing,
          }),
        ]
      : []),
    ...encryption.map((pair, index) =>
      ownKeyPair(context.kernel, owner, 'sp_encryption', {
        field: `saml_options.sp_encryption_key_pairs.${index}`,
        ...pair,
      }),
    ),
  ]
}
