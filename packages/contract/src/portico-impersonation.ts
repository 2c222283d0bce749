import Type, { type Static } from 'typebox'
import { email, error, group, id, kind, model, nullable, operation, secret, timestamp } from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { applicationNotFound } from './portico-applications.ts'
import { userNotFound } from './users.ts'

export const Impersonation = model(
  'Impersonation',
  {
    object: kind('impersonation'),
    user_id: id('user', 'The user who is impersonated.'),
    organization_id: nullable(id('org', 'The organization of the session.')),
    impersonator: model(
      'ImpersonationActor',
      {
        email: Type.String({ description: 'Who impersonates.', examples: ['support@example.com'] }),
        reason: Type.String({ description: 'Why.' }),
      },
      { description: 'Who is signed in as somebody else.' },
    ),
    url: secret(Type.String({ description: 'Open it in a browser to begin the session. Works once.' })),
    expires_at: timestamp('When the address stops to work.'),
  },
  { description: 'A link by which an operator signs in as a user, for 60 minutes at most.' },
)
export type Impersonation = Static<typeof Impersonation>

export const impersonationDisabled = error(
  403,
  'impersonation_disabled',
  'Impersonation is switched off in the settings of the environment.',
)
export const notOrganizationMember = error(
  422,
  'not_organization_member',
  'The user is not an active member of that organization.',
)

export const impersonation = group('portico.impersonation', {
  createImpersonation: operation({
    method: 'POST',
    path: '/portico/impersonations',
    origin: 'portico',
    summary: 'Create a link that signs an operator in as a user',
    description:
      'Every token of the session names the impersonator, and so does the event that announces it.',
    body: model('CreateImpersonation', {
      user_id: Type.String({ minLength: 1, description: 'The user to impersonate.' }),
      organization_id: Type.Optional(
        Type.String({
          minLength: 1,
          description: 'The organization to sign in to, if the user has several.',
        }),
      ),
      application_id: Type.Optional(
        Type.String({
          minLength: 1,
          description: 'The application to sign in to. Default: the default one.',
        }),
      ),
      impersonator_email: email('Who impersonates.'),
      reason: Type.String({ minLength: 1, maxLength: 500, description: 'Why. Kept with the session.' }),
    }),
    status: 201,
    returns: Impersonation,
    throws: [
      userNotFound,
      organizationNotFound,
      applicationNotFound,
      impersonationDisabled,
      notOrganizationMember,
    ],
  }),
})
