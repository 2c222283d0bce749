// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** Members whose keys are the customer's own, wherever they stand. */
export const opaqueNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'additional_authorization_parameters',
  'additional_fields',
  'authorization_parameters',
  'config',
  'custom_attributes',
  'key_context',
  'metadata',
  'raw_attributes',
])

/** Members of an answer that are secret, wherever they stand. */
export const secretNames: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'accept_invitation_url',
  'access_token',
  'authkit_authorization_code',
  'data_key',
  'device_code',
  'encrypted_keys',
  'logout_token',
  'logout_url',
  'password_reset_token',
  'qr_code',
  'refresh_token',
  'secret',
  'token',
  'user_code',
  'verification_token',
  'verification_uri_complete',
])
