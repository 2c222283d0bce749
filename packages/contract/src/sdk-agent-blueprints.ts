import Type, { type Static } from 'typebox'
import {
  error,
  group,
  id,
  kind,
  literal,
  model,
  named,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
  variants,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

const roleSlugs = Type.Array(Type.String({ minLength: 1 }), {
  description: 'Slugs of the roles whose holders may delegate to the agent; empty: any member.',
})
const organizationIds = Type.Array(Type.String({ minLength: 1 }), {
  description: 'The organizations in which the agent may work; empty: any.',
})

export const AgentBlueprintInvocableBy = model(
  'AgentBlueprintInvocableBy',
  { role_slugs: roleSlugs, organization_ids: organizationIds },
  { description: 'Who may start sessions from a blueprint.' },
)

const InvocableByInput = model(
  'AgentBlueprintInvocableByInput',
  { role_slugs: Type.Optional(roleSlugs), organization_ids: Type.Optional(organizationIds) },
  { description: 'Who may call agents of the kind.' },
)

const lifetimes = {
  max_age_seconds: Type.Integer({
    minimum: 1,
    maximum: 31_536_000,
    description: 'How long a session lasts at most, however often it is refreshed.',
  }),
  access_token_ttl_seconds: Type.Integer({
    minimum: 1,
    maximum: 3600,
    description: 'How long an access token is valid.',
  }),
  refresh_token_ttl_seconds: Type.Integer({
    minimum: 1,
    maximum: 5_184_000,
    description: 'How long a refresh token is valid.',
  }),
}

export const AgentBlueprintSessionSettings = model('AgentBlueprintSessionSettings', lifetimes, {
  description: 'How long the sessions and tokens of a blueprint last.',
})

const name = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })
const description = Type.String({ maxLength: 1000, description: 'What the agent is for.' })
const permissions = Type.Array(Type.String({ minLength: 1 }), {
  description: 'Slugs of the permissions that the agent may have at most.',
  examples: [['documents:read']],
})

export const AgentBlueprint = model(
  'AgentBlueprint',
  {
    object: kind('agent_blueprint'),
    id: id('agent_blueprint'),
    name,
    description: nullable(description),
    permissions,
    invocable_by: AgentBlueprintInvocableBy,
    session_settings: AgentBlueprintSessionSettings,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'The plan of an agent: what it may do at most, for whom, and for how long.' },
)
export type AgentBlueprint = Static<typeof AgentBlueprint>

export const AgentInstance = model(
  'AgentInstance',
  {
    object: kind('agent_instance'),
    id: id('agent_instance'),
    agent_blueprint_id: id('agent_blueprint', 'The blueprint it was made from.'),
    organization_id: id('org', 'The organization in which it works.'),
    organization_membership_id: nullable(id('om', 'The member for whom it acts; null if it acts by itself.')),
    type: openEnum(['delegated', 'autonomous'], {
      description: 'Whether it acts for a member or by itself.',
    }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'An agent at work in an organization.' },
)
export type AgentInstance = Static<typeof AgentInstance>

export const AgentInstanceSession = model(
  'AgentInstanceSession',
  {
    object: kind('agent_instance_session'),
    id: id('agent_instance_session'),
    agent_instance_id: id('agent_instance', 'The agent whose session it is.'),
    status: openEnum(['active', 'revoked', 'expired'], { description: 'Whether its tokens still work.' }),
    expires_at: timestamp('When it ends at the latest.'),
    revoked_at: nullable(timestamp('When it was revoked.')),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'The time during which an agent may act.' },
)
export type AgentInstanceSession = Static<typeof AgentInstanceSession>

export const AgentToken = model(
  'AgentToken',
  {
    access_token: secret(Type.String({ description: 'What the agent sends with its requests.' })),
    token_type: literal('Bearer'),
    expires_in: Type.Integer({ description: 'How long the access token is valid, in seconds.' }),
    refresh_token: secret(Type.String({ description: 'What gets the next pair of tokens. Works once.' })),
    agent_instance_id: id('agent_instance', 'The agent.'),
    new_instance: Type.Boolean({ description: 'Whether the agent was made by this request.' }),
    agent_instance_session_id: id('agent_instance_session', 'The session.'),
    permissions: Type.Array(Type.String(), { description: 'Slugs of the permissions that the session has.' }),
  },
  { description: 'The tokens of an agent session.' },
)
export type AgentToken = Static<typeof AgentToken>

export const AgentTokenValidation = model(
  'AgentTokenValidation',
  {
    valid: Type.Boolean({ description: 'Always true: a token that is not valid is an error.' }),
    agent_instance_id: id('agent_instance', 'The agent.'),
    agent_instance_session_id: id('agent_instance_session', 'The session.'),
    organization_id: id('org', 'The organization in which it acts.'),
    permissions: Type.Array(Type.String(), {
      description: 'Slugs of the permissions that the token carries.',
    }),
    intent: nullable(Type.String({ description: 'What the session was said to be for.' })),
    acting_user_id: nullable(id('user', 'The user for whom it acts; null if it acts by itself.')),
    session_expires_at: timestamp('When the session ends.'),
  },
  { description: 'What a valid agent token stands for.' },
)
export type AgentTokenValidation = Static<typeof AgentTokenValidation>

const intent = Type.Optional(
  Type.String({ maxLength: 2000, description: 'What the session is for. Becomes a claim of the token.' }),
)

const MintAgentToken = named(
  'MintAgentToken',
  variants('type', [
    model('MintUserDelegatedAgentToken', {
      type: literal('user_delegated'),
      user_access_token: secret(
        Type.String({ minLength: 1, description: 'The token of the user who delegates.' }),
      ),
      intent,
    }),
    model('MintAutonomousAgentToken', {
      type: literal('autonomous'),
      organization_id: Type.String({ minLength: 1, description: 'The organization in which to act.' }),
      intent,
    }),
    model('MintAgentDelegatedAgentToken', {
      type: literal('agent_delegated'),
      agent_access_token: secret(
        Type.String({ minLength: 1, description: 'The token of the agent who delegates.' }),
      ),
      intent,
    }),
    model('RefreshAgentToken', {
      type: literal('refresh'),
      refresh_token: secret(
        Type.String({ minLength: 1, description: 'The refresh token of the pair before.' }),
      ),
      intent,
    }),
  ]),
)

export const agentBlueprintNotFound = notFound('Agent blueprint')
export const agentInstanceNotFound = notFound('Agent instance')
export const agentInstanceSessionNotFound = notFound('Agent instance session')
export const agentPermissionUnknown = error(
  422,
  'unknown_permissions',
  'One of the permissions does not exist.',
)
export const agentTokenInvalid = error(400, 'invalid_token', 'The token is not valid, or no longer.')
export const agentNotInvocable = error(
  403,
  'agent_not_invocable',
  'The blueprint may not be used by that user or in that organization.',
)

export const agentBlueprints = group('agents', {
  createBlueprint: operation({
    method: 'POST',
    path: '/agents/blueprints',
    origin: 'sdk',
    summary: 'Create an agent blueprint',
    body: model('CreateAgentBlueprint', {
      name,
      description: Type.Optional(description),
      permissions: Type.Optional(permissions),
      invocable_by: Type.Optional(InvocableByInput),
      session_settings: AgentBlueprintSessionSettings,
    }),
    status: 201,
    returns: AgentBlueprint,
    throws: [agentPermissionUnknown],
  }),
  listBlueprints: operation({
    method: 'GET',
    path: '/agents/blueprints',
    origin: 'sdk',
    summary: 'List agent blueprints',
    query: paging,
    status: 200,
    returns: page(AgentBlueprint),
  }),
  getBlueprint: operation({
    method: 'GET',
    path: '/agents/blueprints/{agent_blueprint_id}',
    origin: 'sdk',
    summary: 'Get an agent blueprint',
    status: 200,
    returns: AgentBlueprint,
    throws: [agentBlueprintNotFound],
  }),
  updateBlueprint: operation({
    method: 'PATCH',
    path: '/agents/blueprints/{agent_blueprint_id}',
    origin: 'sdk',
    summary: 'Update an agent blueprint',
    description: 'Changes only the members given; a list replaces the one before.',
    body: model('UpdateAgentBlueprint', {
      name: Type.Optional(name),
      description: Type.Optional(nullable(description)),
      permissions: Type.Optional(permissions),
      invocable_by: Type.Optional(InvocableByInput),
      session_settings: Type.Optional(
        model(
          'UpdateAgentBlueprintSessionSettings',
          {
            max_age_seconds: Type.Optional(lifetimes.max_age_seconds),
            access_token_ttl_seconds: Type.Optional(lifetimes.access_token_ttl_seconds),
            refresh_token_ttl_seconds: Type.Optional(lifetimes.refresh_token_ttl_seconds),
          },
          { description: 'What changes about how long sessions and their tokens last.' },
        ),
      ),
    }),
    status: 200,
    returns: AgentBlueprint,
    throws: [agentBlueprintNotFound, agentPermissionUnknown],
  }),
  deleteBlueprint: operation({
    method: 'DELETE',
    path: '/agents/blueprints/{agent_blueprint_id}',
    origin: 'sdk',
    summary: 'Delete an agent blueprint and end the sessions started from it',
    status: 204,
    throws: [agentBlueprintNotFound],
  }),
  mintToken: operation({
    method: 'POST',
    path: '/agents/blueprints/{agent_blueprint_id}/tokens',
    origin: 'sdk',
    summary: 'Start or continue a session of an agent',
    body: MintAgentToken,
    status: 201,
    returns: AgentToken,
    throws: [agentBlueprintNotFound, organizationNotFound, agentTokenInvalid, agentNotInvocable],
  }),
  validateToken: operation({
    method: 'POST',
    path: '/agents/blueprints/{agent_blueprint_id}/tokens/validate',
    origin: 'sdk',
    summary: "Check an agent's access token",
    body: model('ValidateAgentToken', {
      agent_access_token: secret(Type.String({ minLength: 1, description: 'The token to check.' })),
    }),
    status: 200,
    returns: AgentTokenValidation,
    throws: [agentBlueprintNotFound, agentTokenInvalid],
  }),
  listInstances: operation({
    method: 'GET',
    path: '/agents/instances',
    origin: 'sdk',
    summary: 'List agents at work',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only agents of this organization.' })),
      agent_blueprint_id: Type.Optional(
        Type.String({ description: 'Only agents made from this blueprint.' }),
      ),
    },
    status: 200,
    returns: page(AgentInstance),
  }),
  getInstance: operation({
    method: 'GET',
    path: '/agents/instances/{agent_instance_id}',
    origin: 'sdk',
    summary: 'Get an agent at work',
    status: 200,
    returns: AgentInstance,
    throws: [agentInstanceNotFound],
  }),
  deleteInstance: operation({
    method: 'DELETE',
    path: '/agents/instances/{agent_instance_id}',
    origin: 'sdk',
    summary: 'Delete an agent at work and end its sessions',
    status: 204,
    throws: [agentInstanceNotFound],
  }),
  listInstanceSessions: operation({
    method: 'GET',
    path: '/agents/sessions',
    origin: 'sdk',
    summary: 'List sessions of agents',
    query: {
      ...paging,
      agent_blueprint_id: Type.Optional(Type.String({ description: 'Only sessions of this blueprint.' })),
      agent_instance_id: Type.Optional(Type.String({ description: 'Only sessions of this agent.' })),
    },
    status: 200,
    returns: page(AgentInstanceSession),
  }),
  getInstanceSession: operation({
    method: 'GET',
    path: '/agents/sessions/{agent_instance_session_id}',
    origin: 'sdk',
    summary: 'Get a session of an agent',
    status: 200,
    returns: AgentInstanceSession,
    throws: [agentInstanceSessionNotFound],
  }),
  revokeInstanceSession: operation({
    method: 'POST',
    path: '/agents/sessions/{agent_instance_session_id}/revoke',
    origin: 'sdk',
    summary: 'End a session of an agent',
    status: 200,
    returns: AgentInstanceSession,
    throws: [agentInstanceSessionNotFound],
  }),
})
