import type {
  ConnectionWithOptions,
  SamlIdpSigningCertificate,
  SamlSpEncryptionCertificate,
  SamlSpSigningCertificate,
} from '@portico/contract'
import type { Kernel } from '../../kernel/kernel.ts'
import { addressesOf, attributeMapsOf, toWire } from './rules.ts'
import type {
  StoredCertificate,
  StoredConnection,
  StoredOidcConnection,
  StoredSamlConnection,
} from './stored.ts'

type Certificates = readonly StoredCertificate[]

/** The connection with its whole set-up, as the wire shows it: without a single secret. */
export function withOptions(
  kernel: Pick<Kernel, 'config'>,
  c: StoredConnection,
  certificates: Certificates,
): ConnectionWithOptions {
  const { acsUrl, callbackUrl } = addressesOf(kernel, c)
  return {
    ...toWire(c),
    external_id: c.external_id,
    callback_endpoint: c.protocol === 'saml' ? acsUrl : callbackUrl,
    ...(c.protocol === 'saml' && { saml_options: samlOptions(kernel, c, certificates) }),
    ...(c.protocol === 'oidc' && { oidc_options: oidcOptions(kernel, c, certificates) }),
    attribute_maps: attributeMapsOf(c),
  }
}

function samlOptions(kernel: Pick<Kernel, 'config'>, c: StoredSamlConnection, certificates: Certificates) {
  const { acsUrl, spEntityId, spMetadataUrl } = addressesOf(kernel, c)
  const { options } = c
  const [signing] = ofPurpose(certificates, 'sp_signing')
  return {
    idp_metadata_url: options.idp_metadata_url,
    idp_sso_url: options.idp_sso_url ?? options.idp_sso_post_url,
    idp_entity_id: options.idp_entity_id,
    idp_signing_certs: ofPurpose(certificates, 'idp_signing').map(idpSigningToWire),
    acs_url: options.acs_url ?? acsUrl,
    sp_entity_id: options.sp_entity_id ?? spEntityId,
    sp_metadata_url: spMetadataUrl,
    sp_signing_cert: signing ? spSigningToWire(signing) : null,
    sp_encryption_certs: ofPurpose(certificates, 'sp_encryption').map(spEncryptionToWire),
  }
}

function oidcOptions(kernel: Pick<Kernel, 'config'>, c: StoredOidcConnection, certificates: Certificates) {
  return {
    ...c.options,
    redirect_uri: c.options.redirect_uri ?? addressesOf(kernel, c).callbackUrl,
    jwt_signing_certs: ofPurpose(certificates, 'jwt_signing').map(({ certificate }) => certificate),
  }
}

const ofPurpose = (certificates: Certificates, purpose: StoredCertificate['purpose']) =>
  certificates.filter((certificate) => certificate.purpose === purpose)

const fields = ({ id, certificate, not_before, not_after, created_at }: StoredCertificate) => ({
  id,
  value: certificate,
  not_before,
  not_after,
  created_at,
})

export const idpSigningToWire = (c: StoredCertificate): SamlIdpSigningCertificate => ({
  object: 'saml_idp_signing_certificate',
  ...fields(c),
})

export const spSigningToWire = (c: StoredCertificate): SamlSpSigningCertificate => ({
  object: 'saml_sp_signing_certificate',
  ...fields(c),
})

export const spEncryptionToWire = (c: StoredCertificate): SamlSpEncryptionCertificate => ({
  object: 'saml_sp_encryption_certificate',
  ...fields(c),
})
