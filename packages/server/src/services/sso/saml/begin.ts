import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import {
  buildAuthnRequest,
  newMessageId,
  postForm,
  redirectUrl,
  signXml,
} from '../../../protocols/saml/index.ts'
import { providerOf, type SamlConnection, type SamlSetup } from '../../connections/index.ts'
import { type AuthorizationRequest, type Browser, beginSignIn, refuseSignIn } from '../flow/index.ts'
import { loggedXml } from './logged-message.ts'
import { sendPostPage } from './post-page.ts'
import { refusals } from './refusals.ts'

/** Sends the browser to the identity provider with a request to sign its person in (SAML Profiles 2.0, 4.1.4.1). */
export async function begin(
  browser: Browser,
  connection: SamlConnection,
  request: AuthorizationRequest,
): Promise<FastifyReply> {
  const { setup } = connection
  if (!setup) {
    const { redirectUri, state } = request
    const incomplete = refusals.connectionIncomplete
    return refuseSignIn(browser, { connection, signIn: null, redirectUri, state }, incomplete)
  }
  const message = authnRequest(browser, connection, setup, request)
  await beginSignIn(browser, connection, request, {
    requestId: message.id,
    message: loggedXml('sent', 'saml_authn_request', message.xml),
  })
  return connection.settings.request_binding === 'post'
    ? sendByPost(browser, connection.environment.id, setup, message)
    : browser.reply.redirect(byRedirect(setup, message), 302)
}

type Message = { id: string; xml: string; destination: string; extra: Record<string, string> }

function authnRequest(
  { context }: Browser,
  connection: SamlConnection,
  setup: SamlSetup,
  request: AuthorizationRequest,
): Message {
  const { request_binding, name_id_format } = connection.settings
  // Set up by hand, an identity provider has one address for both bindings.
  const byPost = request_binding === 'post' ? setup.idpSsoPostUrl : null
  const destination = byPost ?? setup.idpSsoUrl
  const id = newMessageId(randomBytes(20))
  const xml = buildAuthnRequest({
    id,
    issueInstant: context.now,
    destination,
    acsUrl: setup.acsUrl,
    issuer: setup.spEntityId,
    forceAuthn: request.forceAuthentication,
    nameIdFormat: name_id_format,
  })
  return { id, xml, destination, extra: hintsOf(connection, request) }
}

/**
 * Whom to expect, for identity providers whose sign-in address takes that. Never as the Subject of the request: some
 * refuse a request that has one, and for the others an address that is mistyped would end the sign-in.
 */
function hintsOf({ type }: SamlConnection, { loginHint, domainHint }: AuthorizationRequest) {
  const { loginHintParameter, domainHintParameter } = providerOf(type)
  return {
    ...(loginHintParameter && loginHint && { [loginHintParameter]: loginHint }),
    ...(domainHintParameter && domainHint && { [domainHintParameter]: domainHint }),
  }
}

// What comes back beside the response is the ID of the request once more: 160 random bits that only this browser and
// its identity provider know, so that a response which cannot be read still finds the sign-in that it fails.
function byRedirect({ spSigning }: SamlSetup, { id, xml, destination, extra }: Message): string {
  const sign = spSigning ? { privateKey: spSigning.privateKey } : undefined
  return redirectUrl({ url: destination, kind: 'SAMLRequest', xml, relayState: id, extra, sign })
}

function sendByPost(
  browser: Browser,
  environmentId: string,
  { spSigning }: SamlSetup,
  { id, xml, destination, extra }: Message,
): Promise<FastifyReply> {
  const signed = spSigning
    ? signXml(xml, {
        elementId: id,
        privateKey: spSigning.privateKey,
        certificatePem: spSigning.certificate,
      })
    : xml
  const url = withParameters(destination, extra)
  const form = postForm({ url, kind: 'SAMLRequest', xml: signed, relayState: id })
  return sendPostPage(browser, environmentId, form)
}

function withParameters(address: string, extra: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, value)
  return url.href
}
