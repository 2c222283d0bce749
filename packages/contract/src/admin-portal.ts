import Type, { type Static } from 'typebox'
import { email, forbidden, group, messageError, model, oneOf, operation, secret } from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

export const PortalLink = model(
  'PortalLink',
  { link: secret(Type.String({ description: 'Where to send the administrator, within five minutes.' })) },
  { description: 'The way into the Admin Portal.' },
)
export type PortalLink = Static<typeof PortalLink>

export const portalLinkRefused = messageError(
  400,
  'portal_link_refused',
  'The link cannot be made: an address is not HTTPS, or the organization lacks what the intent is about.',
)

export const adminPortal = group('adminPortal', {
  generateLink: operation({
    method: 'POST',
    path: '/portal/generate_link',
    summary: 'Make a link by which an administrator of an organization sets it up',
    body: model(
      'GeneratePortalLink',
      {
        organization: Type.String({ description: 'The organization to set up.' }),
        intent: Type.Optional(
          oneOf(
            [
              'sso',
              'dsync',
              'audit_logs',
              'log_streams',
              'domain_verification',
              'certificate_renewal',
              'bring_your_own_key',
            ],
            { description: 'What to set up. Default: a page with everything.' },
          ),
        ),
        return_url: Type.Optional(
          Type.String({ description: 'Where the link back to your application leads.' }),
        ),
        success_url: Type.Optional(
          Type.String({ description: 'Where to send the administrator afterwards.' }),
        ),
        it_contact_emails: Type.Optional(
          Type.Array(email(), { maxItems: 20, description: 'Whom to tell about the link.' }),
        ),
      },
      { description: 'For whom the link is, and what to set up.' },
    ),
    status: 201,
    returns: PortalLink,
    throws: [portalLinkRefused, forbidden, organizationNotFound],
  }),
})
