import type { Connection, OAuthProvider } from '@portico/contract'
import { entraObjectId } from '../simulators/identity-providers/saml/personas.ts'

/** A connection of the demo data: to which simulator, as which kind. */
export type DemoConnection = {
  /** Its external ID. Never changes. */
  key: string
  name: string
  type: Connection['connection_type']
  simulator: { protocol: 'saml' | 'oidc'; persona: string }
  /** What the simulator calls the groups that give roles. */
  groupName?: (group: string) => string
  /** Whether people confirm the first sign-in, where that is not as for all others. */
  consent?: boolean
  /** What it asks for beside the usual. */
  scopes?: readonly string[]
}

export type DemoOrganization = { key: string; name: string; domain?: string; connection: DemoConnection }

/** The one role beside those that every environment has. */
export const engineer = { slug: 'engineer', name: 'Engineer', description: 'Builds things.' }

/** Which groups of the simulators' people give which roles. */
export const groupRoles = [
  ['admins', 'admin'],
  ['engineering', engineer.slug],
] as const

const saml = (persona: string) => ({ protocol: 'saml', persona }) as const
const oidc = (persona: string) => ({ protocol: 'oidc', persona }) as const

/**
 * A company for each simulator, so that the selector `organization` always means one connection. The domain that the
 * people have can be proved by one of them alone: the others let in who is of no domain of theirs.
 */
export const demoOrganizations: readonly DemoOrganization[] = [
  {
    key: 'demo_acme',
    name: 'Acme',
    domain: 'acme.example',
    connection: {
      key: 'demo_acme_saml',
      name: 'Acme IdP',
      type: 'GenericSAML',
      simulator: saml('acme'),
      // The first sign-in that somebody tries is to have no page that they do not expect.
      consent: false,
    },
  },
  {
    key: 'demo_test',
    name: 'Test Organization',
    domain: 'example.com',
    connection: { key: 'demo_test_idp', name: 'Test IdP', type: 'TestIdp', simulator: saml('acme') },
  },
  company('okta', 'Okta', 'OktaSAML', saml('okta')),
  company('entra', 'Entra ID', 'AzureSAML', saml('entra'), { groupName: entraObjectId }),
  company('google', 'Google Workspace', 'GoogleSAML', saml('google')),
  company('adfs', 'AD FS', 'ADFSSAML', saml('adfs')),
  company('acme_oidc', 'Acme IdP, OpenID Connect', 'GenericOIDC', oidc('acme')),
  // Okta tells groups to who asks for them.
  company('okta_oidc', 'Okta, OpenID Connect', 'OktaOIDC', oidc('okta'), { scopes: ['groups'] }),
  company('entra_oidc', 'Entra ID, OpenID Connect', 'EntraIdOIDC', oidc('entra'), {
    groupName: entraObjectId,
  }),
  company('google_oidc', 'Google Workspace, OpenID Connect', 'GoogleOIDC', oidc('google')),
]

function company(
  key: string,
  name: string,
  type: Connection['connection_type'],
  simulator: DemoConnection['simulator'],
  particulars: Pick<DemoConnection, 'groupName' | 'scopes'> = {},
): DemoOrganization {
  const connection = { key: `demo_${key}`, name, type, simulator, ...particulars }
  return { key: `demo_company_${key}`, name: `Company with ${name}`, connection }
}

/** Social providers that are set up against simulators. */
export const demoProviders: readonly OAuthProvider['provider'][] = [
  'GoogleOAuth',
  'MicrosoftOAuth',
  'GitHubOAuth',
  'AppleOAuth',
]

/** Where examples run: the one of the documents first, which becomes the default. */
export const demoRedirectUris = [
  'http://localhost:3000/callback',
  'http://localhost:*/callback',
  'http://127.0.0.1:*/callback',
]
