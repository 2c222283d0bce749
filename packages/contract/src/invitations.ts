import Type, { type Static } from 'typebox'
import {
  email,
  error,
  events,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'
import { Locale } from './locales.ts'
import { emailDomainNotDeliverable } from './magic-auth.ts'
import { organizationNotFound } from './organizations.ts'
import { userNotFound } from './users.ts'

const fields = {
  object: kind('invitation'),
  id: id('invitation'),
  email: Type.String({ description: 'Who is invited.', examples: ['ada@example.com'] }),
  state: openEnum(['pending', 'accepted', 'expired', 'revoked'], { description: 'What has become of it.' }),
  accepted_at: nullable(timestamp('When it was accepted.')),
  revoked_at: nullable(timestamp('When it was revoked.')),
  expires_at: timestamp('Until when it can be accepted.'),
  organization_id: nullable(id('org', 'The organization they are invited to, if to one.')),
  inviter_user_id: nullable(id('user', 'Who invited them.')),
  accepted_user_id: nullable(id('user', 'Who accepted it.')),
  role_slug: nullable(Type.String({ description: 'The role they shall have in the organization.' })),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const Invitation = model(
  'Invitation',
  {
    ...fields,
    token: secret(Type.String({ description: 'The token that accepts it.' })),
    accept_invitation_url: secret(Type.String({ description: 'The link with the token.' })),
  },
  { description: 'A request to a person to become a user, or a member of an organization.' },
)
export type Invitation = Static<typeof Invitation>

/** An invitation as its events store it: without the token. */
export const InvitationEventData = model('InvitationEventData', fields, {
  description: 'An invitation, without its token.',
})

const locale = Type.Optional(Locale)

export const invitationNotFound = notFound('Invitation')
export const emailAlreadyInvitedToOrganization = error(
  400,
  'email_already_invited_to_organization',
  'An invitation to the organization was sent to that address and still waits.',
)
export const userAlreadyOrganizationMember = error(
  400,
  'user_already_organization_member',
  'The user is a member of the organization already.',
)
export const emailAlreadyInvited = error(
  400,
  'email_already_invited',
  'An invitation was sent to that address and still waits.',
)
export const userAlreadyExists = error(400, 'user_already_exists', 'A user with that address exists already.')
export const expiresInDaysTooShort = error(
  400,
  'expires_in_days_too_short',
  'An invitation lasts one day at least.',
)
export const expiresInDaysTooLong = error(
  400,
  'expires_in_days_too_long',
  'An invitation lasts 30 days at most.',
)
export const invalidInvitationRole = error(400, 'invalid_role', 'The organization has no such role.')
export const organizationBlockedFromSendingInvites = error(
  400,
  'organization_blocked_from_sending_invites',
  'The organization may not send invitations.',
)
export const inviteNotPending = error(400, 'invite_not_pending', 'The invitation waits no longer.')
export const invalidInvite = error(400, 'invalid_invite', 'The invitation cannot be accepted.')
export const inviteHasAcceptedUserId = error(
  400,
  'invite_has_accepted_user_id',
  'A user has accepted it already.',
)
export const inviteExpired = error(400, 'invite_expired', 'The invitation has expired.')
export const inviteRevoked = error(400, 'invite_revoked', 'The invitation was revoked.')
export const inviteAccepted = error(400, 'invite_accepted', 'The invitation was accepted.')

export const invitations = group('userManagement', {
  listInvitations: operation({
    method: 'GET',
    path: '/user_management/invitations',
    summary: 'List invitations',
    query: {
      ...paging,
      organization_id: Type.Optional(Type.String({ description: 'Only invitations to this organization.' })),
      email: Type.Optional(email('Only invitations to this address.')),
    },
    status: 200,
    returns: page(Invitation),
    invalid: 'parameters',
  }),
  sendInvitation: operation({
    method: 'POST',
    path: '/user_management/invitations',
    summary: 'Invite a person by e-mail',
    body: model(
      'SendInvitation',
      {
        email: email('Whom to invite.'),
        organization_id: Type.Optional(Type.String({ description: 'The organization to invite them to.' })),
        role_slug: Type.Optional(
          Type.String({ description: 'The role they shall have in the organization.' }),
        ),
        expires_in_days: Type.Optional(
          Type.Integer({ description: 'How long it lasts: 1 to 30 days. Default: 7.' }),
        ),
        inviter_user_id: Type.Optional(Type.String({ description: 'The user who invites them.' })),
        locale,
      },
      { description: 'An invitation to send.' },
    ),
    status: 201,
    returns: Invitation,
    throws: [
      emailAlreadyInvitedToOrganization,
      userAlreadyOrganizationMember,
      emailAlreadyInvited,
      userAlreadyExists,
      expiresInDaysTooShort,
      expiresInDaysTooLong,
      invalidInvitationRole,
      organizationBlockedFromSendingInvites,
      emailDomainNotDeliverable,
      organizationNotFound,
      userNotFound,
    ],
    invalid: 'parameters',
    emits: ['invitation.created', 'organization_membership.created'],
  }),
  getInvitation: operation({
    method: 'GET',
    path: '/user_management/invitations/{id}',
    summary: 'Get an invitation',
    status: 200,
    returns: Invitation,
    throws: [invitationNotFound],
  }),
  findInvitationByToken: operation({
    method: 'GET',
    path: '/user_management/invitations/by_token/{token}',
    summary: 'Get an invitation by its token',
    params: { token: secret(Type.String({ description: 'The token from the link.' })) },
    status: 200,
    returns: Invitation,
    throws: [invitationNotFound],
  }),
  acceptInvitation: operation({
    method: 'POST',
    path: '/user_management/invitations/{id}/accept',
    summary: 'Accept an invitation on behalf of the person invited',
    description: 'Only for a caller who has made sure that the person is who was invited.',
    status: 200,
    returns: Invitation,
    throws: [inviteNotPending, invalidInvite, inviteHasAcceptedUserId, invitationNotFound],
    emits: ['invitation.accepted', 'organization_membership.created', 'organization_membership.updated'],
  }),
  resendInvitation: operation({
    method: 'POST',
    path: '/user_management/invitations/{id}/resend',
    summary: 'Send an invitation again',
    body: model('ResendInvitation', { locale }, { description: 'How to send an invitation again.' }),
    status: 200,
    returns: Invitation,
    throws: [inviteExpired, inviteRevoked, inviteAccepted, emailDomainNotDeliverable, invitationNotFound],
    invalid: 'parameters',
    emits: ['invitation.resent'],
  }),
  revokeInvitation: operation({
    method: 'POST',
    path: '/user_management/invitations/{id}/revoke',
    summary: 'Revoke an invitation',
    status: 200,
    returns: Invitation,
    throws: [inviteNotPending, invitationNotFound],
    emits: ['invitation.revoked', 'organization_membership.deleted'],
  }),
})

export const invitationEvents = events({
  'invitation.created': { summary: 'A person was invited.', data: InvitationEventData },
  'invitation.resent': { summary: 'An invitation was sent again.', data: InvitationEventData },
  'invitation.accepted': { summary: 'An invitation was accepted.', data: InvitationEventData },
  'invitation.revoked': { summary: 'An invitation was revoked.', data: InvitationEventData },
})
