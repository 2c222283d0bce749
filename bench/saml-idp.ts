import { createHash, type KeyObject, sign } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'

/** What a service provider asked for. */
export type AuthnRequest = { id: string; acsUrl: string; issuer: string; relayState: string }

/** Reads the AuthnRequest of an address in the redirect binding. */
export function readRequest(address: string): AuthnRequest {
  const query = new URL(address).searchParams
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString()
  const read = (pattern: RegExp) => {
    const found = pattern.exec(xml)?.[1]
    if (found === undefined) throw new Error(`The request has nothing like ${pattern}: ${xml}`)
    return found
  }
  return {
    id: read(/\bID="([^"]+)"/),
    acsUrl: read(/AssertionConsumerServiceURL="([^"]+)"/),
    issuer: read(/<(?:\w+:)?Issuer\b[^>]*>([^<]+)</),
    relayState: query.get('RelayState') ?? '',
  }
}

export type IdentityProvider = { entityId: string; privateKey: KeyObject; certificateBase64: string }

let issued = 0

/**
 * A response as Entra sends it: the assertion is signed, with six attributes and the certificate. It is written in its
 * canonical form, so that signing it costs one digest and one RSA operation, and the load is the service provider's.
 */
export function issueResponse(
  { entityId, privateKey, certificateBase64 }: IdentityProvider,
  { id: requestId, acsUrl, issuer }: AuthnRequest,
  person: { email: string; id: string },
): string {
  const now = Date.now()
  const at = (offsetSeconds: number) => new Date(now + offsetSeconds * 1000).toISOString()
  const unique = `${now.toString(16)}${(issued++).toString(16).padStart(8, '0')}`
  const assertionId = `_a${unique}`
  const attribute = (name: string, value: string) =>
    `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`
  const open = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${assertionId}" IssueInstant="${at(0)}" Version="2.0">`
  const head = `<saml:Issuer>${entityId}</saml:Issuer>`
  const body =
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${person.email}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${requestId}" NotOnOrAfter="${at(300)}" Recipient="${acsUrl}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"><saml:AudienceRestriction><saml:Audience>${issuer}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AttributeStatement>${attribute('id', person.id)}${attribute('email', person.email)}${attribute('firstName', 'Ada')}${attribute('lastName', 'Lovelace')}${attribute('department', 'Engineering')}${attribute('groups', 'Engineering')}</saml:AttributeStatement>` +
    `<saml:AuthnStatement AuthnInstant="${at(-5)}" SessionIndex="_s${unique}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement></saml:Assertion>`
  const digest = createHash('sha256')
    .update(open + head + body)
    .digest('base64')
  const signedInfo =
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>' +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
    `<ds:Reference URI="#${assertionId}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`
  const value = sign('sha256', Buffer.from(signedInfo), privateKey).toString('base64')
  const signature =
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${signedInfo.replace(' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', '')}` +
    `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificateBase64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
  const response =
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r${unique}" Version="2.0" IssueInstant="${at(0)}" Destination="${acsUrl}" InResponseTo="${requestId}">` +
    `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${entityId}</saml:Issuer>` +
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
    `${open}${head}${signature}${body}</samlp:Response>`
  return Buffer.from(response).toString('base64')
}
