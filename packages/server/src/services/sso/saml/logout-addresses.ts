import type { SamlConnection, SamlSetup } from '../../connections/index.ts'

/** Where the identity provider takes logout requests; null where it takes none. */
export function logoutUrlOf({ setup }: SamlConnection): string | null {
  return setup?.idpSloUrl ?? null
}

/** Where it takes our answers to its own requests. */
export function logoutResponseUrlOf(connection: SamlConnection): string | null {
  return connection.setup?.idpSloResponseUrl ?? logoutUrlOf(connection)
}

/** Where we take both. */
export function singleLogoutUrlOf({ publicUrl }: { publicUrl: string }, connection: SamlConnection): string {
  return `${publicUrl}/sso/saml/slo/${connection.externalKey}`
}

/** The key that signs what we send by redirect. */
export const signerOf = ({ spSigning }: SamlSetup) =>
  spSigning ? { privateKey: spSigning.privateKey } : undefined
