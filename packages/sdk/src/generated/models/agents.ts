// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { Secret, SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** An access token of an agent. */
export interface AgentAccessTokenCredential {
  /** Which kind it is. */
  type: 'access_token'
  /** The access token that the agent showed. */
  credential: Secret
  /** Whom the token must be meant for. */
  audience?: string | undefined
}

/** An API key of an agent. */
export interface AgentApiKeyCredential {
  /** Which kind it is. */
  type: 'api_key'
  /** The API key that the agent showed. */
  credential: Secret
}

/** The plan of an agent: what it may do at most, for whom, and for how long. */
export interface AgentBlueprint {
  /** What kind of object this is. */
  object: 'agent_blueprint'
  /** Its identifier. */
  id: string
  /** What people call it. */
  name: string
  /** What the agent is for. */
  description: string | null
  /** Slugs of the permissions that the agent may have at most. */
  permissions: string[]
  /** Who may start sessions from a blueprint. */
  invocableBy: AgentBlueprintInvocableBy
  /** How long the sessions and tokens of a blueprint last. */
  sessionSettings: AgentBlueprintSessionSettings
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Who may start sessions from a blueprint. */
export interface AgentBlueprintInvocableBy {
  /** Slugs of the roles whose holders may delegate to the agent; empty: any member. */
  roleSlugs: string[]
  /** The organizations in which the agent may work; empty: any. */
  organizationIds: string[]
}

/** Who may call agents of the kind. */
export interface AgentBlueprintInvocableByInput {
  /** Slugs of the roles whose holders may delegate to the agent; empty: any member. */
  roleSlugs?: readonly string[] | undefined
  /** The organizations in which the agent may work; empty: any. */
  organizationIds?: readonly string[] | undefined
}

/** How long the sessions and tokens of a blueprint last. */
export interface AgentBlueprintSessionSettings {
  /** How long a session lasts at most, however often it is refreshed. */
  maxAgeSeconds: number
  /** How long an access token is valid. */
  accessTokenTtlSeconds: number
  /** How long a refresh token is valid. */
  refreshTokenTtlSeconds: number
}

/** The request of an agent that a person vouch for it. */
export interface AgentClaim {
  /** Its identifier. */
  id: string
  /** That a person has claimed an agent. */
  claimCompletion: AgentClaimCompletion | null
  /** Until when the agent can be claimed. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** That a person has claimed an agent. */
export interface AgentClaimCompletion {
  /** Its identifier. */
  id: string
  /** When the person claimed the agent. */
  claimedAt: string
  /** Until when it could be claimed. */
  expiresAt: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** What your application shows to the person who claims an agent. */
export interface AgentClaimView {
  /** Its identifier. */
  id: string
  /** How far it has come. */
  status: OpenEnum<'unverified' | 'verified' | 'expired' | 'revoked'>
  /** The code to show to the person, who tells the agent. */
  userCode: SecretString
  /** The organizations to choose from. */
  organizations: AgentOrganization[]
}

/** Whether a credential of an agent is good. */
export interface AgentCredentialValidation {
  /** Whether the credential is good. */
  valid: boolean
  /** The registration it was issued for. */
  registrationId: string | null
  /** Until when it is good. */
  expiresAt: string | null
}

/** Who an agent is, across its registrations. */
export interface AgentIdentity {
  /** Its identifier. */
  id: string
  /** The user in whose name it acts, once one has claimed it. */
  userlandUserId: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An agent at work in an organization. */
export interface AgentInstance {
  /** What kind of object this is. */
  object: 'agent_instance'
  /** Its identifier. */
  id: string
  /** The blueprint it was made from. */
  agentBlueprintId: string
  /** The organization in which it works. */
  organizationId: string
  /** The member for whom it acts; null if it acts by itself. */
  organizationMembershipId: string | null
  /** Whether it acts for a member or by itself. */
  type: OpenEnum<'delegated' | 'autonomous'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The time during which an agent may act. */
export interface AgentInstanceSession {
  /** What kind of object this is. */
  object: 'agent_instance_session'
  /** Its identifier. */
  id: string
  /** The agent whose session it is. */
  agentInstanceId: string
  /** Whether its tokens still work. */
  status: OpenEnum<'active' | 'revoked' | 'expired'>
  /** When it ends at the latest. */
  expiresAt: string
  /** When it was revoked. */
  revokedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An organization in which the agent may act. */
export interface AgentOrganization {
  /** Its identifier. */
  id: string
  /** What people call it. */
  name: string
}

/** A software agent that has registered itself. */
export interface AgentRegistration {
  /** Its identifier. */
  id: string
  /** Who an agent is, across its registrations. */
  agentIdentity: AgentIdentity
  /** The organization it acts in. */
  organizationId: string
  /** How far it has come. */
  status: OpenEnum<'unverified' | 'verified' | 'expired' | 'revoked'>
  /** By what it registered. */
  kind: OpenEnum<'anonymous' | 'service_auth' | 'identity_assertion'>
  /** The request of an agent that a person vouch for it. */
  claim: AgentClaim | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The tokens of an agent session. */
export interface AgentToken {
  /** What the agent sends with its requests. */
  accessToken: SecretString
  /** How the token is sent. */
  tokenType: 'Bearer'
  /** How long the access token is valid, in seconds. */
  expiresIn: number
  /** What gets the next pair of tokens. Works once. */
  refreshToken: SecretString
  /** The agent. */
  agentInstanceId: string
  /** Whether the agent was made by this request. */
  newInstance: boolean
  /** The session. */
  agentInstanceSessionId: string
  /** Slugs of the permissions that the session has. */
  permissions: string[]
}

/** What a valid agent token stands for. */
export interface AgentTokenValidation {
  /** Always true: a token that is not valid is an error. */
  valid: boolean
  /** The agent. */
  agentInstanceId: string
  /** The session. */
  agentInstanceSessionId: string
  /** The organization in which it acts. */
  organizationId: string
  /** Slugs of the permissions that the token carries. */
  permissions: string[]
  /** What the session was said to be for. */
  intent: string | null
  /** The user for whom it acts; null if it acts by itself. */
  actingUserId: string | null
  /** When the session ends. */
  sessionExpiresAt: string
}

/** The person, as your application knows them. */
export interface LinkedUser {
  /** Their e-mail address. */
  email: string
  /** Their identifier in your own system. */
  externalId: string
}

export interface MintAgentDelegatedAgentToken {
  /** Which kind it is. */
  type: 'agent_delegated'
  /** The token of the agent who delegates. */
  agentAccessToken: Secret
  /** What the session is for. Becomes a claim of the token. */
  intent?: string | undefined
}

export type MintAgentToken =
  | MintUserDelegatedAgentToken
  | MintAutonomousAgentToken
  | MintAgentDelegatedAgentToken
  | RefreshAgentToken

export interface MintAutonomousAgentToken {
  /** Which kind it is. */
  type: 'autonomous'
  /** The organization in which to act. */
  organizationId: string
  /** What the session is for. Becomes a claim of the token. */
  intent?: string | undefined
}

export interface MintUserDelegatedAgentToken {
  /** Which kind it is. */
  type: 'user_delegated'
  /** The token of the user who delegates. */
  userAccessToken: Secret
  /** What the session is for. Becomes a claim of the token. */
  intent?: string | undefined
}

export interface RefreshAgentToken {
  /** Which kind it is. */
  type: 'refresh'
  /** The refresh token of the pair before. */
  refreshToken: Secret
  /** What the session is for. Becomes a claim of the token. */
  intent?: string | undefined
}

/** What changes about how long sessions and their tokens last. */
export interface UpdateAgentBlueprintSessionSettings {
  /** How long a session lasts at most, however often it is refreshed. */
  maxAgeSeconds?: number | undefined
  /** How long an access token is valid. */
  accessTokenTtlSeconds?: number | undefined
  /** How long a refresh token is valid. */
  refreshTokenTtlSeconds?: number | undefined
}
