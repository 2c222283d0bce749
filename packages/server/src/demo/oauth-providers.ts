import { generateKeyPairSync } from 'node:crypto'
import type { OAuthProvider } from '@portico/contract'
import { type Api, unless } from './api.ts'

type Provider = OAuthProvider['provider']

/** Sets a social provider up against its simulator. @param onlyIfSimulated leaves alone what leads elsewhere by now */
export async function setUpProvider(
  { api, simulators }: { api: Api; simulators: string },
  provider: Provider,
  { onlyIfSimulated = false } = {},
): Promise<void> {
  const path = `/portico/oauth_providers/${provider}`
  const found = await unless([404], api<OAuthProvider>('GET', path))
  const isSimulated = found?.authorization_endpoint?.includes('/simulators/') === true
  if (onlyIfSimulated ? !isSimulated : found && !isSimulated) return
  const at = `${simulators}/oauth/${provider}`
  await api('PUT', path, {
    client_id: found?.client_id ?? 'portico',
    // The present secret is not sent to another port.
    ...credentialsOf(provider),
    ...(found && { scopes: found.scopes, oauth_tokens_returned: found.oauth_tokens_returned }),
    authorization_endpoint: `${at}/authorize`,
    token_endpoint: `${at}/token`,
    // Apple says everything in the ID token.
    ...(provider !== 'AppleOAuth' && { userinfo_endpoint: `${at}/userinfo` }),
    jwks_uri: `${at}/jwks`,
    issuer: at,
  })
}

/** Apple takes a signature in place of a secret (Sign in with Apple, "Creating a client secret"). */
function credentialsOf(provider: Provider) {
  if (provider !== 'AppleOAuth') return { client_secret: 'the-simulators-take-any' }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    apple_team_id: 'DEMOTEAM01',
    apple_key_id: 'DEMOKEY001',
    apple_private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}
