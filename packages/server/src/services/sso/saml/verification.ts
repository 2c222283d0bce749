import type { Kernel } from '../../../kernel/kernel.ts'
import { type VerifiedAssertion, verifyResponse, type WeakAlgorithm } from '../../../protocols/saml/index.ts'
import { type SamlConnection, type SamlSetup, weakAlgorithmsOf } from '../../connections/index.ts'

/** Verifies a response by what the connection has, and by nothing else. @throws {SamlError} */
export function verifiedAssertion(
  kernel: Pick<Kernel, 'log'>,
  connection: SamlConnection,
  setup: SamlSetup,
  { xml, now }: { xml: Uint8Array; now: Date },
): VerifiedAssertion {
  const assertion = verifyResponse({
    xml,
    ...trustOf(connection, setup, now),
    decryptionKeys: setup.spEncryption.map(({ privateKey }) => privateKey),
    expected: { issuer: setup.idpEntityId, acsUrl: setup.acsUrl, audience: setup.spEntityId },
    signedResponseRequired: connection.settings.signed_responses_required,
  })
  logWeakAlgorithms(kernel, connection, assertion.weakAlgorithms)
  return assertion
}

/** Which signatures the connection believes at this instant. */
export function trustOf(connection: SamlConnection, { idpCertificates }: SamlSetup, now: Date) {
  return { certificates: idpCertificates, weakAlgorithms: weakAlgorithmsOf(connection, now), now }
}

/** An exception that nobody sees being used would never end. */
export function logWeakAlgorithms(
  { log }: Pick<Kernel, 'log'>,
  { environment, id, settings }: SamlConnection,
  algorithms: readonly WeakAlgorithm[],
): void {
  if (algorithms.length === 0) return
  const expiresAt = settings.weak_algorithms?.expires_at
  log.warn(
    { environment_id: environment.id, connection_id: id, algorithms, exception_expires_at: expiresAt },
    'a connection has used its exception for weak algorithms',
  )
}
