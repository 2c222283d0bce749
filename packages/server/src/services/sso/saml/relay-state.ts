/** What travels beside a message has this many bytes at most (SAML Bindings 2.0, 3.4.3 and 3.5.3); senders exceed it. */
const maxCharacters = 4096
const prefix = 'redirect_uri='

/**
 * The address that an identity provider wants to send people to after a sign-in it began: as it stands, and as it is
 * when it was escaped. Whether either is registered is for the caller to see.
 */
export function wantedRedirectUris(relayState: string | null): string[] {
  if (!relayState?.startsWith(prefix) || relayState.length > maxCharacters) return []
  const plain = relayState.slice(prefix.length)
  const unescaped = decoded(plain)
  return unescaped === undefined || unescaped === plain ? [plain] : [plain, unescaped]
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
