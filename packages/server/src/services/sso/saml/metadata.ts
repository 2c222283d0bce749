import type { FastifyReply } from 'fastify'
import { sendStatic, staticContent } from '../../../kernel/pages/index.ts'
import { buildSpMetadata } from '../../../protocols/saml/index.ts'
import type { SamlConnection } from '../../connections/index.ts'
import { addressedConnection, type Browser, sendErrorPage } from '../flow/index.ts'
import { singleLogoutUrlOf } from './logout-addresses.ts'

/** What the identity provider has to know of us (SAML Metadata 2.0), before anything is known of it as well. */
export async function serveMetadata(browser: Browser): Promise<FastifyReply> {
  const connection = await addressedConnection(browser, 'saml')
  if (!connection) {
    return sendErrorPage(browser, {
      status: 404,
      title: 'There is no such connection',
      message: 'There are no metadata at this address. Compare it with that of the connection.',
      code: 'connection_not_found',
    })
  }
  const { kernel } = browser.context
  const content = staticContent('application/samlmetadata+xml', metadataOf(kernel.config, connection))
  return sendStatic(browser.request, browser.reply, content, 'public, max-age=300')
}

function metadataOf(config: { publicUrl: string }, connection: SamlConnection): string {
  const { acsUrl, spEntityId, spSigning, spEncryption } = connection.serviceProvider
  return buildSpMetadata({
    entityId: spEntityId,
    acsUrl,
    sloUrl: singleLogoutUrlOf(config, connection),
    signingCertificates: spSigning ? [spSigning.certificate] : [],
    encryptionCertificates: spEncryption.map(({ certificate }) => certificate),
    authnRequestsSigned: spSigning !== null,
  })
}
