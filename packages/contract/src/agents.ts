import Type, { type Static } from 'typebox'
import {
  email,
  error,
  events,
  group,
  id,
  kind,
  literal,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  secret,
  timestamp,
  variants,
} from './core/index.ts'

const status = openEnum(['unverified', 'verified', 'expired', 'revoked'], {
  description: 'How far it has come.',
})
const registrationKind = openEnum(['anonymous', 'service_auth', 'identity_assertion'], {
  description: 'By what it registered.',
})
const userId = nullable(id('user', 'The user in whose name it acts, once one has claimed it.'))
const organizationId = id('org', 'The organization it acts in.')

const AgentIdentity = model(
  'AgentIdentity',
  { id: id('agent_identity'), userland_user_id: userId, created_at: timestamp(), updated_at: timestamp() },
  { description: 'Who an agent is, across its registrations.' },
)

const ClaimCompletion = model(
  'AgentClaimCompletion',
  {
    id: id('agent_reg_claim_attempt'),
    claimed_at: timestamp('When the person claimed the agent.'),
    expires_at: timestamp('Until when it could be claimed.'),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'That a person has claimed an agent.' },
)

const AgentClaim = model(
  'AgentClaim',
  {
    id: id('agent_reg_claim'),
    claim_completion: nullable(ClaimCompletion),
    expires_at: timestamp('Until when the agent can be claimed.'),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'The request of an agent that a person vouch for it.' },
)

export const AgentRegistration = model(
  'AgentRegistration',
  {
    id: id('agent_reg'),
    agent_identity: AgentIdentity,
    organization_id: organizationId,
    status,
    kind: registrationKind,
    claim: nullable(AgentClaim),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A software agent that has registered itself.' },
)
export type AgentRegistration = Static<typeof AgentRegistration>

const AgentOrganization = model(
  'AgentOrganization',
  { id: id('org'), name: Type.String({ description: 'What people call it.' }) },
  { description: 'An organization in which the agent may act.' },
)
const organizationChoice = Type.Array(AgentOrganization, { description: 'The organizations to choose from.' })

export const AgentClaimView = model(
  'AgentClaimView',
  {
    id: id('agent_reg'),
    status,
    user_code: secret(Type.String({ description: 'The code to show to the person, who tells the agent.' })),
    organizations: organizationChoice,
  },
  { description: 'What your application shows to the person who claims an agent.' },
)

export const AgentCredentialValidation = model(
  'AgentCredentialValidation',
  {
    valid: Type.Boolean({ description: 'Whether the credential is good.' }),
    registration_id: nullable(id('agent_reg', 'The registration it was issued for.')),
    expires_at: nullable(timestamp('Until when it is good.')),
  },
  { description: 'Whether a credential of an agent is good.' },
)

export const AgentApiKeyCredential = model(
  'AgentApiKeyCredential',
  {
    type: literal('api_key'),
    credential: secret(Type.String({ minLength: 1, description: 'The API key that the agent showed.' })),
  },
  { description: 'An API key of an agent.' },
)
export const AgentAccessTokenCredential = model(
  'AgentAccessTokenCredential',
  {
    type: literal('access_token'),
    credential: secret(Type.String({ minLength: 1, description: 'The access token that the agent showed.' })),
    audience: Type.Optional(Type.String({ minLength: 1, description: 'Whom the token must be meant for.' })),
  },
  { description: 'An access token of an agent.' },
)

const LinkedUser = model(
  'LinkedUser',
  {
    email: email('Their e-mail address.'),
    external_id: Type.String({ minLength: 1, description: 'Their identifier in your own system.' }),
  },
  { description: 'The person, as your application knows them.' },
)

export const agentRegistrationNotFound = notFound('Agent registration')
export const invalidAgentRequest = error(
  400,
  'invalid_request',
  'The request lacks something, or says too much.',
)
export const invalidClaim = error(400, 'invalid_claim', 'The claim is unknown.')
export const invalidClaimOrganization = error(
  400,
  'invalid_organization',
  'The person is not in that organization.',
)
export const emailMismatch = error(400, 'email_mismatch', 'The claim is for another e-mail address.')
export const wrongAccount = error(400, 'wrong_account', 'The claim is for another account.')
export const claimDenied = error(403, 'claim_denied', 'The claim was denied.')
export const authMethodDisabled = error(403, 'auth_method_disabled', 'Agents may not register in this way.')
export const claimOrganizationSelectionRequired = error(
  409,
  'organization_selection_required',
  'An organization must be chosen.',
  { organizations: organizationChoice },
)
export const emailAlreadyInUse = error(409, 'email_already_in_use', 'Another user has that e-mail address.')
export const alreadyClaimed = error(409, 'already_claimed', 'The agent was claimed already.')
export const claimExpired = error(410, 'claim_expired', 'The claim is too old. The agent must register anew.')
export const userCodeExpired = error(410, 'user_code_expired', 'The code is too old. Begin again.')

export const agents = group('agents', {
  linkClaimAttemptToExternalUser: operation({
    method: 'PATCH',
    path: '/agents/claims/attempts',
    summary: 'Tell which of your users claims an agent',
    body: model(
      'LinkClaimAttempt',
      {
        type: literal('link_external_user'),
        claim_attempt_token: secret(
          Type.String({ minLength: 1, description: 'The token that came with the person.' }),
        ),
        user: LinkedUser,
        organization_id: Type.Optional(
          Type.String({ minLength: 1, description: 'The organization they chose.' }),
        ),
      },
      { description: 'An attempt to claim an agent, and whose it is.' },
    ),
    status: 200,
    returns: AgentClaimView,
    throws: [
      invalidAgentRequest,
      invalidClaim,
      invalidClaimOrganization,
      emailMismatch,
      wrongAccount,
      claimDenied,
      authMethodDisabled,
      claimOrganizationSelectionRequired,
      emailAlreadyInUse,
      alreadyClaimed,
      claimExpired,
      userCodeExpired,
    ],
    invalid: 'code',
    emits: ['agent.registration.claim.attempt.created', 'user.created'],
  }),
  getRegistration: operation({
    method: 'GET',
    path: '/agents/registrations/{id}',
    summary: 'Get the registration of an agent',
    status: 200,
    returns: AgentRegistration,
    throws: [agentRegistrationNotFound],
  }),
  validateCredential: operation({
    method: 'POST',
    path: '/agents/credentials/validate',
    summary: 'Find out whether a credential of an agent is good',
    body: variants('type', [AgentApiKeyCredential, AgentAccessTokenCredential]),
    status: 200,
    returns: AgentCredentialValidation,
    throws: [invalidAgentRequest],
    invalid: 'code',
  }),
})

const registrationReference = { agent_registration_id: id('agent_reg', 'The registration.') }

export const AgentRegistrationReference = model('AgentRegistrationReference', registrationReference, {
  description: 'A registration of an agent, by its ID.',
})

// The wire writes an absent value in these three places as null or as the word "null".
const orNull = (prefix: string, description: string) =>
  Type.Union([id(prefix, description), literal('null'), Type.Null()])

export const agentEvents = events({
  'agent.registration.created': {
    summary: 'An agent registered itself.',
    data: model(
      'AgentRegistrationCreated',
      {
        object: kind('agent_registration'),
        id: id('agent_reg'),
        agent_identity: model(
          'AgentIdentityEventData',
          {
            object: kind('agent_identity'),
            id: id('agent_identity'),
            userland_user_id: orNull('user', 'The user in whose name it acts, once one has claimed it.'),
          },
          { description: 'Who an agent is, as its events store it.' },
        ),
        organization_id: organizationId,
        status,
        kind: registrationKind,
        method: openEnum(['anonymous', 'service_auth', 'id_jag'], { description: 'How it registered.' }),
        created_at: timestamp(),
        updated_at: timestamp(),
      },
      { description: 'A registration of an agent that was just made.' },
    ),
  },
  'agent.registration.claim.attempt.created': {
    summary: 'A person began to claim an agent.',
    data: model(
      'AgentClaimAttemptCreated',
      {
        object: kind('agent_registration_claim_attempt'),
        id: id('agent_reg_claim_attempt'),
        ...registrationReference,
        agent_registration_claim_id: id('agent_reg_claim', 'The claim.'),
        login_hint: Type.String({ description: 'Who the agent says the person is.' }),
        expires_at: timestamp('Until when the attempt lasts.'),
        created_at: timestamp(),
        updated_at: timestamp(),
      },
      { description: 'The attempt of a person to claim an agent.' },
    ),
  },
  'agent.registration.claim.completed': {
    summary: 'A person claimed an agent.',
    data: model(
      'AgentClaimCompleted',
      {
        object: kind('agent_registration_claim'),
        id: id('agent_reg_claim'),
        ...registrationReference,
        completed_by_attempt_id: id('agent_reg_claim_attempt', 'The attempt that succeeded.'),
        claimed_by: model(
          'AgentClaimant',
          {
            user_id: id('user', 'Who claimed it.'),
            organization_id: orNull('org', 'The organization they chose.'),
          },
          { description: 'Who claimed an agent.' },
        ),
        completed_at: timestamp('When they claimed it.'),
        created_at: timestamp(),
        updated_at: timestamp(),
      },
      { description: 'A claim to an agent that succeeded.' },
    ),
  },
  'agent.registration.credential.issued': {
    summary: 'An agent was issued a credential.',
    data: model(
      'AgentCredentialIssued',
      {
        object: kind('agent_registration_credential'),
        id: id('agent_reg_credential'),
        ...registrationReference,
        detail: variants('kind', [
          model(
            'IssuedApiKey',
            { kind: literal('api_key'), api_key_id: id('api_key', 'The API key.') },
            { description: 'An API key that was issued.' },
          ),
          model(
            'IssuedAccessToken',
            {
              kind: literal('access_token'),
              jti: Type.String({ description: 'The ID that the token carries.' }),
              expires_at: Type.Union([timestamp('Until when it is good.'), literal('null'), Type.Null()]),
            },
            { description: 'An access token that was issued.' },
          ),
        ]),
        created_at: timestamp(),
        updated_at: timestamp(),
      },
      { description: 'A credential of an agent, without the credential.' },
    ),
  },
  'agent.registration.refreshed': {
    summary: 'An agent renewed its registration.',
    data: AgentRegistrationReference,
  },
  'agent.registration.organization.switched': {
    summary: 'An agent changed to another organization.',
    data: model(
      'AgentOrganizationSwitched',
      {
        ...registrationReference,
        from_organization_id: id('org', 'Where it acted before.'),
        to_organization_id: id('org', 'Where it acts now.'),
      },
      { description: 'The change of an agent from one organization to another.' },
    ),
  },
  'agent.registration.expired': {
    summary: 'The registration of an agent expired.',
    data: AgentRegistrationReference,
  },
  'agent.registration.revoked': {
    summary: 'The registration of an agent was revoked.',
    data: AgentRegistrationReference,
  },
  'agent.registration.deleted': {
    summary: 'The registration of an agent was deleted.',
    data: AgentRegistrationReference,
  },
})
