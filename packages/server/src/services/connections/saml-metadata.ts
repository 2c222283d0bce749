import type { Kernel } from '../../kernel/kernel.ts'
import { type Certificate, readCertificate, readIdpMetadata } from '../../protocols/saml/index.ts'
import { pageUrlProblem } from '../redirect-uris/index.ts'
import type { Asker } from './addresses.ts'
import { refusing, refusingLater, unusable } from './refusals.ts'
import type { SamlOptions } from './stored.ts'

/** What metadata say, as far as a connection keeps it. */
export type MetadataReading = {
  options: Pick<
    SamlOptions,
    'idp_entity_id' | 'idp_sso_url' | 'idp_sso_post_url' | 'idp_slo_url' | 'idp_slo_response_url'
  >
  certificates: Certificate[]
  /** When they are to be read again. */
  dueAt: Date
}

const maxBytes = 2 * 1024 * 1024
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Reads the metadata at the address. @throws `invalid_identity_provider` with what is wrong */
export async function fetchMetadata(
  asker: Asker & { kernel: Kernel },
  url: string,
  options: { entityId: string | undefined; now: Date },
): Promise<MetadataReading> {
  const { status, body } = await refusingLater(() =>
    asker.kernel.outbound.fetch(url, {
      headers: {
        accept: 'application/samlmetadata+xml, application/xml, text/xml',
        'accept-encoding': 'identity',
      },
      timeoutMs: 10_000,
      maxBytes,
      redirects: 3,
    }),
  )
  if (status !== 200) throw unusable(`The metadata could not be read: ${url} answered with status ${status}.`)
  return readMetadata(asker, body, options)
}

/** Reads metadata. @throws `invalid_identity_provider` with what is wrong */
export function readMetadata(
  { environment }: Asker,
  xml: string | Uint8Array,
  { entityId, now }: { entityId: string | undefined; now: Date },
): MetadataReading {
  const metadata = refusing(() => readIdpMetadata(xml, { entityId, now }))
  const options = {
    idp_entity_id: metadata.entityId,
    idp_sso_url: metadata.ssoUrl,
    idp_sso_post_url: metadata.ssoPostUrl,
    idp_slo_url: metadata.sloUrl,
    idp_slo_response_url: metadata.sloResponseUrl,
  }
  const { idp_entity_id: _, ...addresses } = options
  for (const url of Object.values(addresses)) {
    const problem = url && pageUrlProblem(url, environment.kind)
    if (problem) throw unusable(`The metadata give the address ${url}. ${problem}`)
  }
  return {
    options,
    certificates: metadata.signingCertificates.map((pem) => readCertificate(pem)),
    dueAt: nextReadingAt(metadata, now),
  }
}

/** Every day, or sooner where the document says so (SAML Metadata 2.0, 4.3), but not every minute. */
function nextReadingAt(
  { validUntil, cacheDurationSeconds }: { validUntil: Date | null; cacheDurationSeconds: number | null },
  now: Date,
): Date {
  const wanted = Math.min(
    dayMs,
    cacheDurationSeconds === null ? dayMs : cacheDurationSeconds * 1000,
    validUntil === null ? dayMs : (validUntil.getTime() - now.getTime()) / 2,
  )
  return new Date(now.getTime() + Math.max(hourMs, wanted))
}
