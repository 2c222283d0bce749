// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  AgentAccessTokenCredential,
  AgentApiKeyCredential,
  AgentBlueprint,
  AgentBlueprintInvocableByInput,
  AgentBlueprintSessionSettings,
  AgentClaimView,
  AgentCredentialValidation,
  AgentInstance,
  AgentInstanceSession,
  AgentRegistration,
  AgentToken,
  AgentTokenValidation,
  LinkedUser,
  MintAgentToken,
  UpdateAgentBlueprintSessionSettings,
} from './models/agents.ts'

/** Parameters of `linkClaimAttemptToExternalUser`. */
export interface LinkClaimAttemptToExternalUserParams {
  /** Which kind it is. */
  type: 'link_external_user'
  /** The token that came with the person. */
  claimAttemptToken: Secret
  /** The person, as your application knows them. */
  user: LinkedUser
  /** The organization they chose. */
  organizationId?: string | undefined
}

/** Parameters of `validateCredential`. */
export type ValidateCredentialParams = AgentApiKeyCredential | AgentAccessTokenCredential

/** Parameters of `createBlueprint`. */
export interface CreateBlueprintParams {
  /** What people call it. */
  name: string
  /** What the agent is for. */
  description?: string | undefined
  /** Slugs of the permissions that the agent may have at most. */
  permissions?: readonly string[] | undefined
  /** Who may call agents of the kind. */
  invocableBy?: AgentBlueprintInvocableByInput | undefined
  /** How long the sessions and tokens of a blueprint last. */
  sessionSettings: AgentBlueprintSessionSettings
}

/** Parameters of `updateBlueprint`. */
export interface UpdateBlueprintParams {
  /** What people call it. */
  name?: string | undefined
  /** What the agent is for. */
  description?: string | null | undefined
  /** Slugs of the permissions that the agent may have at most. */
  permissions?: readonly string[] | undefined
  /** Who may call agents of the kind. */
  invocableBy?: AgentBlueprintInvocableByInput | undefined
  /** What changes about how long sessions and their tokens last. */
  sessionSettings?: UpdateAgentBlueprintSessionSettings | undefined
}

/** Parameters of `mintToken`. */
export type MintTokenParams = MintAgentToken

/** Parameters of `validateToken`. */
export interface ValidateTokenParams {
  /** The token to check. */
  agentAccessToken: Secret
}

/** Parameters of `listInstances`. */
export interface ListInstancesParams extends ListParams {
  /** Only agents of this organization. */
  organizationId?: string | undefined
  /** Only agents made from this blueprint. */
  agentBlueprintId?: string | undefined
}

/** Parameters of `listInstanceSessions`. */
export interface ListInstanceSessionsParams extends ListParams {
  /** Only sessions of this blueprint. */
  agentBlueprintId?: string | undefined
  /** Only sessions of this agent. */
  agentInstanceId?: string | undefined
}

/**
 * Operations of `client.agents`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedAgents extends Resource {
  /**
   * Tell which of your users claims an agent.
   *
   * Events: `agent.registration.claim.attempt.created`, `user.created`.
   *
   * @throws {APIError} `email_mismatch`: The claim is for another e-mail address.
   * @throws {APIError} `invalid_claim`: The claim is unknown.
   * @throws {APIError} `invalid_organization`: The person is not in that organization.
   * @throws {APIError} A parameter does not fit.
   * @throws {APIError} `invalid_request`: The request lacks something, or says too much.
   * @throws {APIError} `wrong_account`: The claim is for another account.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} `auth_method_disabled`: Agents may not register in this way.
   * @throws {AuthorizationError} `claim_denied`: The claim was denied.
   * @throws {ConflictError} `already_claimed`: The agent was claimed already.
   * @throws {ConflictError} `email_already_in_use`: Another user has that e-mail address.
   * @throws {AuthenticateError} `organization_selection_required`: An organization must be chosen.
   * @throws {APIError} `claim_expired`: The claim is too old. The agent must register anew.
   * @throws {APIError} `user_code_expired`: The code is too old. Begin again.
   * @example
   * const agentClaimView = await client.agents.linkClaimAttemptToExternalUser({
   *   type: 'link_external_user',
   *   claimAttemptToken: '…',
   *   user: { email: 'ada@example.com', externalId: 'text' },
   * })
   */
  linkClaimAttemptToExternalUser(
    params: LinkClaimAttemptToExternalUserParams,
    options?: RequestOptions,
  ): Promise<AgentClaimView> {
    return this.client.request('PATCH', path`/agents/claims/attempts`, { body: params }, options)
  }

  /**
   * Get the registration of an agent.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent registration not found.
   * @example
   * const agentRegistration = await client.agents.getRegistration('agent_reg_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getRegistration(id: string, options?: RequestOptions): Promise<AgentRegistration> {
    return this.client.request('GET', path`/agents/registrations/${id}`, {}, options)
  }

  /**
   * Find out whether a credential of an agent is good.
   *
   * @throws {APIError} A parameter does not fit.
   * @throws {APIError} `invalid_request`: The request lacks something, or says too much.
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const agentCredentialValidation = await client.agents.validateCredential({
   *   type: 'api_key',
   *   credential: '…',
   * })
   */
  validateCredential(
    params: ValidateCredentialParams,
    options?: RequestOptions,
  ): Promise<AgentCredentialValidation> {
    return this.client.request('POST', path`/agents/credentials/validate`, { body: params }, options)
  }

  /**
   * Create an agent blueprint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `unknown_permissions`: One of the permissions does not exist.
   * @example
   * const agentBlueprint = await client.agents.createBlueprint({
   *   name: 'Acme',
   *   sessionSettings: {
   *     maxAgeSeconds: 1,
   *     accessTokenTtlSeconds: 1,
   *     refreshTokenTtlSeconds: 1,
   *   },
   * })
   */
  createBlueprint(params: CreateBlueprintParams, options?: RequestOptions): Promise<AgentBlueprint> {
    return this.client.request('POST', path`/agents/blueprints`, { body: params }, options)
  }

  /**
   * List agent blueprints.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.agents.listBlueprints()
   * for await (const item of pages) console.log(item)
   */
  listBlueprints(params?: ListParams, options?: RequestOptions): PagePromise<AgentBlueprint> {
    return this.client.list(path`/agents/blueprints`, { query: params }, options)
  }

  /**
   * Get an agent blueprint.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent blueprint not found.
   * @example
   * const agentBlueprint = await client.agents.getBlueprint('agent_blueprint_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getBlueprint(agentBlueprintId: string, options?: RequestOptions): Promise<AgentBlueprint> {
    return this.client.request('GET', path`/agents/blueprints/${agentBlueprintId}`, {}, options)
  }

  /**
   * Update an agent blueprint.
   *
   * Changes only the members given; a list replaces the one before.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent blueprint not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `unknown_permissions`: One of the permissions does not exist.
   * @example
   * const agentBlueprint = await client.agents.updateBlueprint('agent_blueprint_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateBlueprint(
    agentBlueprintId: string,
    params?: UpdateBlueprintParams,
    options?: RequestOptions,
  ): Promise<AgentBlueprint> {
    return this.client.request(
      'PATCH',
      path`/agents/blueprints/${agentBlueprintId}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete an agent blueprint and end the sessions started from it.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent blueprint not found.
   * @example
   * await client.agents.deleteBlueprint('agent_blueprint_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteBlueprint(agentBlueprintId: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/agents/blueprints/${agentBlueprintId}`, {}, options)
  }

  /**
   * Start or continue a session of an agent.
   *
   * @throws {APIError} `invalid_token`: The token is not valid, or no longer.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} `agent_not_invocable`: The blueprint may not be used by that user or in that
   * organization.
   * @throws {NotFoundError} Agent blueprint not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const agentToken = await client.agents.mintToken('agent_blueprint_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   type: 'user_delegated',
   *   userAccessToken: '…',
   * })
   */
  mintToken(
    agentBlueprintId: string,
    params: MintTokenParams,
    options?: RequestOptions,
  ): Promise<AgentToken> {
    return this.client.request(
      'POST',
      path`/agents/blueprints/${agentBlueprintId}/tokens`,
      { body: params },
      options,
    )
  }

  /**
   * Check an agent's access token.
   *
   * @throws {APIError} `invalid_token`: The token is not valid, or no longer.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent blueprint not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const agentTokenValidation = await client.agents.validateToken('agent_blueprint_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   agentAccessToken: '…',
   * })
   */
  validateToken(
    agentBlueprintId: string,
    params: ValidateTokenParams,
    options?: RequestOptions,
  ): Promise<AgentTokenValidation> {
    return this.client.request(
      'POST',
      path`/agents/blueprints/${agentBlueprintId}/tokens/validate`,
      { body: params },
      options,
    )
  }

  /**
   * List agents at work.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.agents.listInstances()
   * for await (const item of pages) console.log(item)
   */
  listInstances(params?: ListInstancesParams, options?: RequestOptions): PagePromise<AgentInstance> {
    return this.client.list(path`/agents/instances`, { query: params }, options)
  }

  /**
   * Get an agent at work.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent instance not found.
   * @example
   * const agentInstance = await client.agents.getInstance('agent_instance_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getInstance(agentInstanceId: string, options?: RequestOptions): Promise<AgentInstance> {
    return this.client.request('GET', path`/agents/instances/${agentInstanceId}`, {}, options)
  }

  /**
   * Delete an agent at work and end its sessions.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent instance not found.
   * @example
   * await client.agents.deleteInstance('agent_instance_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteInstance(agentInstanceId: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/agents/instances/${agentInstanceId}`, {}, options)
  }

  /**
   * List sessions of agents.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.agents.listInstanceSessions()
   * for await (const item of pages) console.log(item)
   */
  listInstanceSessions(
    params?: ListInstanceSessionsParams,
    options?: RequestOptions,
  ): PagePromise<AgentInstanceSession> {
    return this.client.list(path`/agents/sessions`, { query: params }, options)
  }

  /**
   * Get a session of an agent.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent instance session not found.
   * @example
   * const agentInstanceSession = await client.agents.getInstanceSession('agent_instance_session_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getInstanceSession(
    agentInstanceSessionId: string,
    options?: RequestOptions,
  ): Promise<AgentInstanceSession> {
    return this.client.request('GET', path`/agents/sessions/${agentInstanceSessionId}`, {}, options)
  }

  /**
   * End a session of an agent.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Agent instance session not found.
   * @example
   * const agentInstanceSession = await client.agents.revokeInstanceSession('agent_instance_session_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  revokeInstanceSession(
    agentInstanceSessionId: string,
    options?: RequestOptions,
  ): Promise<AgentInstanceSession> {
    return this.client.request('POST', path`/agents/sessions/${agentInstanceSessionId}/revoke`, {}, options)
  }
}
