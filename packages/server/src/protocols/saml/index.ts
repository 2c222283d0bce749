/*
 * SAML 2.0 for a service provider, as pure functions: messages, keys and the instant come as arguments. What is read of a
 * signed message is read from the bytes that were signed, and from nothing else: see `signature.ts`.
 */

export type { AssertionAttribute } from './attributes.ts'
export {
  type AuthnRequest,
  type AuthnRequestInput,
  buildAuthnRequest,
  newMessageId,
  type RequestedAuthnContext,
  readAuthnRequest,
} from './authn-request.ts'
export {
  type MessageKind,
  type MessageLimits,
  postForm,
  type RedirectMessage,
  type RedirectSigner,
  readPost,
  readRedirect,
  redirectUrl,
  verifyRedirectSignature,
} from './bindings.ts'
export {
  type Certificate,
  generateKeyPairWithCertificate,
  issueSelfSignedCertificate,
  readCertificate,
} from './certificate.ts'
export { type EncryptOptions, encryptAssertion } from './encryption.ts'
export { SamlError, type SamlErrorCode, type SamlErrorDetail } from './error.ts'
export {
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutInput,
  type LogoutNameId,
  type LogoutSource,
  type LogoutStatus,
  type VerifiedLogoutRequest,
  type VerifiedLogoutResponse,
  verifyLogoutRequest,
  verifyLogoutResponse,
} from './logout.ts'
export {
  buildIdpMetadata,
  buildSpMetadata,
  type IdpMetadata,
  type IdpMetadataInput,
  readIdpMetadata,
  type SpMetadataInput,
} from './metadata.ts'
export { type ResponseInput, type VerifiedAssertion, verifyResponse } from './response.ts'
export { type SignOptions, signXml } from './sign.ts'
export {
  type IdpCertificate,
  type SignatureTrust,
  type SignedElement,
  type Verified,
  verifyEnveloped,
  type WeakAlgorithm,
} from './signature.ts'
export type { NameId } from './subject.ts'
export { parseXml, type XmlAttribute, type XmlElement, type XmlLimits } from './xml.ts'
