import Type, { type Static } from 'typebox'
import { group, kind, model, notFound, operation, timestamp } from './core/index.ts'

export const JwtTemplate = model(
  'JwtTemplate',
  {
    object: kind('jwt_template'),
    content: Type.String({
      description:
        'JSON whose members become claims, with `{{ … }}` for values of the user and the organization.',
      examples: ['{"tier": "{{ organization.metadata.tier }}"}'],
    }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'What access tokens say besides the standard claims.' },
)
export type JwtTemplate = Static<typeof JwtTemplate>

export const jwtTemplateNotFound = notFound('JWT template')

export const jwtTemplates = group('userManagement', {
  getJwtTemplate: operation({
    method: 'GET',
    path: '/user_management/jwt_template',
    summary: 'Get the JWT template of the environment',
    status: 200,
    returns: JwtTemplate,
    throws: [jwtTemplateNotFound],
  }),
  updateJwtTemplate: operation({
    method: 'PUT',
    path: '/user_management/jwt_template',
    summary: 'Set the JWT template of the environment',
    body: model(
      'UpdateJwtTemplate',
      {
        content: Type.String({
          description: 'The template. Tokens may not grow beyond 3,072 bytes of such claims.',
        }),
      },
      { description: 'A new JWT template.' },
    ),
    status: 200,
    returns: JwtTemplate,
    invalid: 'parameters',
  }),
})
