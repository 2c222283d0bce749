/** Where the contract differs from the specification on purpose, and why. `*` stands for anything. */
export const deliberate: { where: string; because: string }[] = [
  // Everywhere
  {
    where: '*: format is date-time, not set',
    because: 'Every instant is ISO 8601, also where the specification forgets to say so.',
  },
  { where: '*: minLength is 1, not set', because: 'An empty name, address or token means nothing.' },
  { where: '* 200.object: required', because: 'A list always says that it is one.' },
  { where: '* 200.data: required', because: 'A list always has its data.' },
  { where: '* 200.list_metadata: required', because: 'A page always has its cursors.' },
  {
    where: '* body.metadata.*: adds type null',
    because: 'Null removes a key. The official SDKs send it on updates, and on create it does no harm.',
  },
  {
    where: '* body.metadata*: * is not set, not *',
    because: 'A breach of the limits is 400 `invalid_metadata`, which the service answers.',
  },
  {
    where: '*.external_id: * is *, not set',
    because: 'What cannot be written cannot be read, so both ways show the same rule.',
  },

  // Organizations
  { where: 'organizations.* body.name: maxLength is 255, not set', because: 'A name has to end somewhere.' },
  { where: 'organizations.* body.domain*: maxItems is 100, not set', because: 'So has a list of domains.' },
  {
    where: 'organizations.updateOrganization body.stripe_customer_id: *',
    because: 'Null removes it, as with every other member; the length is what Stripe allows.',
  },
  {
    where: 'organizations.updateOrganization error: lacks 403 message',
    because: 'Every API key of an environment may change its organizations.',
  },
  {
    where: 'organizations.deleteOrganization error: lacks 403 message',
    because: 'Every API key of an environment may delete its organizations.',
  },
  {
    where: 'organizations.deleteOrganization error: adds 404 message',
    because: 'The specification forgets that an organization may not exist.',
  },
  {
    where: 'organizationDomains.verifyOrganizationDomain error: adds 404 message',
    because: 'The specification forgets that a domain may not exist.',
  },

  // Users, invitations, memberships
  {
    where: 'userManagement.createUser error: lacks 404 message',
    because: 'The request names nothing that could be missing.',
  },
  {
    where: 'userManagement.createUser error: adds 400 code:external_id_already_used',
    because: 'A duplicate is refused on create as it is on update.',
  },
  {
    where: 'userManagement.updateUser error: adds 404 message',
    because: 'The specification forgets that a user may not exist.',
  },
  {
    where: 'userManagement.revokeInvitation error: adds 404 message',
    because: 'The specification forgets that an invitation may not exist.',
  },
  {
    where:
      'userManagement.createOrganizationMembership error: adds 409 code:organization_membership_already_exists',
    because: 'The specification is silent on a member who is one already.',
  },
  {
    where: 'userManagement.listOrganizationMemberships error: lacks 400 code:invalid_request_parameters',
    because: 'Input that does not fit is 422 with that code, as on the other routes.',
  },
  {
    where: 'userManagement.listOrganizationMemberships error: lacks 404 message',
    because: 'An unknown parent in a filter gives an empty list.',
  },

  {
    where: 'userManagement.*User exclusive: *',
    because: 'A password beside a password hash is 400 with a code of its own, which the service answers.',
  },

  // Authentication and SSO
  {
    where: 'userManagement.authenticate body<3>.link_authorization_code: added',
    because: 'The official Node SDK sends it, and an error for it is documented.',
  },
  {
    where: 'sso.authorize query.code_challenge*: added',
    because: 'Official SDKs send them for public clients.',
  },
  {
    where: 'sso.authorize query.*_id: added',
    because: 'The SSO API reference spells the selectors with `_id`.',
  },
  {
    where: 'sso.authorize 200.link: added',
    because: 'The SSO API reference calls the address `link`.',
  },
  {
    where: 'sso.authorize error: adds *',
    because: 'Callers that prefer JSON are told what is wrong, as the SSO API reference has it.',
  },
  {
    where: 'sso.logout *',
    because: 'The SSO API reference gives an API key and a session, and gets the address as JSON.',
  },
  {
    where: 'sso.deleteConnection error: adds 409 code:conflict',
    because: 'An environment may protect active connections, as the SSO API reference has it.',
  },
  {
    where: 'sso.getProfileAndToken query.*: missing',
    because: 'The parameters may come in the query or in the body. The specification asks for both at once.',
  },
  {
    where: 'sso.getProfileAndToken body.client_secret: optional',
    because: 'A public client has no secret; it proves itself by PKCE.',
  },
  {
    where: 'sso.getProfileAndToken body.code_verifier: added',
    because: 'The PKCE verifier of a public client.',
  },
  {
    where: 'sso.getProfileAndToken body.redirect_uri: added',
    because: 'OAuth clients repeat it (RFC 6749, section 4.1.3). It is compared when it is given.',
  },
  {
    where: 'sso.getProfileAndToken error: lacks 422 message',
    because: 'What is missing is answered with 400, as RFC 6749 and the SSO API reference have it.',
  },
  {
    where: 'sso.getProfileAndToken error: adds 401 code:unauthorized',
    because: 'A wrong API key as Bearer is answered so, as the SSO API reference has it.',
  },
  {
    where: 'sso.getProfileAndToken 201: missing',
    because: 'A token is answered with 200 and a body, always.',
  },
  {
    where: 'sso.authorizeLogout 201: missing',
    because: 'The addresses are answered with 200 and a body, always.',
  },
  {
    where: 'sso.*Connection* 200*.options: added',
    because: 'Official SDKs read the certificate that signs requests as `options.signing_cert`.',
  },
  {
    where: 'sso.listConnections query.connection_type: adds value GitHubOAuth',
    because: 'Answers spell it so, and what is read may be asked for.',
  },

  // Directories
  {
    where: 'directorySync.deleteDirectory 202: a body on their side only',
    because: 'The specification gives the body no shape; there is none.',
  },
  {
    where: 'directorySync.deleteDirectory error: adds 404 message',
    because: 'The specification forgets that a directory may not exist.',
  },

  // Authorization
  {
    where: 'authorization.create* body.slug: pattern is *',
    because: 'The alphabet of slugs is documented, though not in the specification.',
  },
  {
    where: 'authorization.listPermissions error: lacks 404 message',
    because: 'The request names nothing that could be missing.',
  },
  {
    where: 'authorization.*GroupRoleAssignment* exclusive: *',
    because: 'A resource is named in one way or the other here, too.',
  },

  // Events and webhooks
  {
    where: 'events.listEvents query.order: default is asc, not desc',
    because: 'Every documented reader of events sends no order and expects the oldest first.',
  },
  {
    where: 'events.listEvents query.events[]: values listed on our side only',
    because: 'An unknown name is refused with 422, so the known ones are listed.',
  },
  {
    where: 'events.listEvents 200.data[].context.previous_attributes*',
    because: 'A map of what changed, whatever that is; feature flags have their own members in it.',
  },

  // API keys, audit logs
  {
    where: 'apiKeys.createOrganizationApiKey error: adds 422 message',
    because: 'An expiry in the past is refused as on the routes of users.',
  },
  {
    where: 'auditLogs.listActions error: lacks 404 message',
    because: 'The request names nothing that could be missing.',
  },
  {
    where: 'auditLogs.createExport error: adds 404 message',
    because: 'The specification forgets that an organization may not exist.',
  },

  {
    where: 'auditLogs.updateOrganizationAuditLogsRetention *',
    because: 'The newest Node SDK says it in words, all others in days; one of the two is given.',
  },

  // Feature flags, widgets, Vault
  {
    where: 'featureFlags.listFeatureFlags error: lacks 400 code:invalid_request_parameters',
    because: 'Input that does not fit is 422, which the specification lists as well.',
  },
  {
    where: 'featureFlags.listFeatureFlags error: lacks 404 message',
    because: 'The request names nothing that could be missing.',
  },
  {
    where: 'widgets.createToken error: lacks 422 message',
    because: 'Input that does not fit is 400, which the specification lists as well.',
  },
  {
    where: 'vault.listObjects query.*',
    because: 'Vault pages like every other list: at most 100, newest first, `normal` for the oldest clients.',
  },
  {
    where: 'vault.updateObject error: adds 404 error',
    because: 'The specification forgets that an object may not exist.',
  },
]
