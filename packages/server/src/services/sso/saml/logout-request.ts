import { randomBytes } from 'node:crypto'
import type { Kernel } from '../../../kernel/kernel.ts'
import { buildLogoutRequest, newMessageId, redirectUrl } from '../../../protocols/saml/index.ts'
import type { SamlConnection, SamlSetup } from '../../connections/index.ts'
import type { SignInSecrets } from '../flow/types.ts'
import { awaitAnswer } from '../logout/store.ts'
import { loggedXml } from './logged-message.ts'
import { logoutUrlOf, signerOf } from './logout-addresses.ts'

/** A request is carried to the identity provider at once. */
const lifetimeSeconds = 300

/**
 * Where to send the browser so that the identity provider signs its person out (SAML Profiles 2.0, 4.4.3.1). It answers
 * to the single logout service.
 */
export async function logoutUrl(
  kernel: Kernel,
  connection: SamlConnection,
  { id, secrets }: { id: string; secrets: SignInSecrets },
): Promise<string | null> {
  const { setup, environment } = connection
  const destination = logoutUrlOf(connection)
  if (!setup || !destination || secrets.nameId === undefined) return null
  const requestId = newMessageId(randomBytes(20))
  const now = kernel.clock.now()
  const xml = logoutRequest(setup, destination, secrets, { requestId, now })
  const message = loggedXml('sent', 'saml_logout_request', xml)
  await awaitAnswer(kernel.database.sql, { environmentId: environment.id, id }, { requestId, message, now })
  // The answer is found by it, which has to be known before the answer can be verified.
  const relayState = requestId
  return redirectUrl({ url: destination, kind: 'SAMLRequest', xml, relayState, sign: signerOf(setup) })
}

function logoutRequest(
  setup: SamlSetup,
  destination: string,
  secrets: SignInSecrets,
  { requestId, now }: { requestId: string; now: Date },
): string {
  const { nameId = '', format = null, nameQualifier = null, spNameQualifier = null, sessionIndex } = secrets
  return buildLogoutRequest({
    id: requestId,
    issueInstant: now,
    notOnOrAfter: new Date(now.getTime() + lifetimeSeconds * 1000),
    destination,
    issuer: setup.spEntityId,
    nameId: { value: nameId, format, nameQualifier, spNameQualifier },
    ...(sessionIndex !== undefined && { sessionIndexes: [sessionIndex] }),
  })
}
