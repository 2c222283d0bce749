/*
 * SAML 2.0 for a service provider, as pure functions: messages, keys and the instant come as arguments. What is read of a
 * signed message is read from the bytes that were signed, and from nothing else: see `signature.ts`.
 */

export { SamlError, type SamlErrorCode, type SamlErrorDetail } from './error.ts'
export { type SignOptions, signXml } from './sign.ts'
export {
  type IdpCertificate,
  type SignatureTrust,
  type SignedElement,
  type Verified,
  verifyEnveloped,
  type WeakAlgorithm,
} from './signature.ts'
export { parseXml, type XmlAttribute, type XmlElement, type XmlLimits } from './xml.ts'
