import Type, { type Static } from 'typebox'
import { group, messageError, model, oneOf, operation, secret } from './core/index.ts'
import { organizationMembershipNotFound } from './organization-memberships.ts'
import { organizationNotFound } from './organizations.ts'
import { userNotFound } from './users.ts'

export const WidgetToken = model(
  'WidgetToken',
  { token: secret(Type.String({ description: 'A JWT for the widgets in the page, good for one hour.' })) },
  { description: 'What widgets need to call Portico from the browser.' },
)
export type WidgetToken = Static<typeof WidgetToken>

export const ClientToken = model(
  'ClientToken',
  { token: secret(Type.String({ description: 'A JWT for the browser, good for a short time.' })) },
  { description: 'What a page needs to call Portico in the name of a member.' },
)

export const widgetScopeNotPermitted = messageError(
  400,
  'widget_scope_not_permitted',
  'The user lacks a permission that a widget needs.',
)
export const clientTokenRefused = messageError(
  400,
  'client_token_refused',
  'No token can be made for that member.',
)

export const widgets = group('widgets', {
  createToken: operation({
    method: 'POST',
    path: '/widgets/token',
    summary: 'Make a token for widgets',
    body: model(
      'CreateWidgetToken',
      {
        organization_id: Type.Optional(
          Type.String({ description: 'The organization that the widgets show.' }),
        ),
        user_id: Type.Optional(Type.String({ description: 'The user in front of them.' })),
        scopes: Type.Optional(
          Type.Array(
            oneOf([
              'widgets:users-table:manage',
              'widgets:domain-verification:manage',
              'widgets:sso:manage',
              'widgets:api-keys:manage',
              'widgets:dsync:manage',
              'widgets:audit-log-streaming:manage',
              'widgets:pipes:manage',
            ]),
            { description: 'What the widgets may do. The user must have permissions of the same names.' },
          ),
        ),
      },
      { description: 'For whom the token is, and what it allows.' },
    ),
    status: 201,
    returns: WidgetToken,
    throws: [widgetScopeNotPermitted, organizationNotFound, userNotFound],
    invalid: 'bad_request',
  }),
})

export const clientApi = group('clientApi', {
  createToken: operation({
    method: 'POST',
    path: '/client/token',
    summary: 'Make a token with which a page calls Portico in the name of a member',
    body: model(
      'CreateClientToken',
      {
        organization_id: Type.String({ description: 'The organization.' }),
        user_id: Type.String({ description: 'The user, a member of it.' }),
      },
      { description: 'For whom the token is.' },
    ),
    status: 201,
    returns: ClientToken,
    throws: [clientTokenRefused, organizationNotFound, userNotFound, organizationMembershipNotFound],
  }),
})
