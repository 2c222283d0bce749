import Type, { type Static } from 'typebox'
import {
  ExternalId,
  email,
  error,
  events,
  group,
  id,
  kind,
  Metadata,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueMap,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'
import { externalIdAlreadyUsed, invalidMetadata } from './organizations.ts'

export const User = model(
  'User',
  {
    object: kind('user'),
    id: id('user'),
    email: Type.String({
      description: 'Their e-mail address, in lower case.',
      examples: ['ada@example.com'],
    }),
    email_verified: Type.Boolean({ description: 'Whether they have shown that the address is theirs.' }),
    first_name: nullable(Type.String({ examples: ['Ada'] })),
    last_name: nullable(Type.String({ examples: ['Lovelace'] })),
    name: Type.Optional(
      nullable(Type.String({ description: 'Their whole name.', examples: ['Ada Lovelace'] })),
    ),
    profile_picture_url: nullable(Type.String({ description: 'Where their picture is.' })),
    locale: Type.Optional(
      nullable(Type.String({ description: 'The language they prefer.', examples: ['en-GB'] })),
    ),
    last_sign_in_at: nullable(timestamp('When they last signed in.')),
    external_id: nullable(Type.String({ description: 'Their identifier in your own system.' })),
    metadata: Type.Optional(Metadata),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A person who signs in to your application.' },
)
export type User = Static<typeof User>

/** Answers of routes that say only which user they changed. */
export const UserResult = model('UserResult', { user: User }, { description: 'The user, as they now are.' })

const ipAddress = Type.String({ description: "The person's IP address." })
const userAgent = Type.String({ description: "The person's browser, as its User-Agent says." })

/** What the caller knows about the browser of the person behind a request; risk is judged by it. */
export const clientContext = {
  ip_address: Type.Optional(ipAddress),
  user_agent: Type.Optional(userAgent),
}

export const signalsId = Type.String({
  description: 'What the signals script in the page collected, by its ID.',
})

/** The judgement on a sign-up, for a caller that wants to report its outcome. */
export const radarAttempt = {
  radar_auth_attempt_id: Type.Optional(
    id('radar_att', 'The judgement on this attempt, where Radar made one.'),
  ),
}

const hash = {
  password_hash: Type.Optional(
    secret(Type.String({ description: 'A password hash from another system, in the format of its type.' })),
  ),
  password_hash_type: Type.Optional(
    oneOf(['bcrypt', 'firebase-scrypt', 'ssha', 'ssha256', 'scrypt', 'pbkdf2', 'argon2'], {
      description: 'How the hash was made.',
    }),
  ),
  password_salt_position: Type.Optional(
    oneOf(['prefix', 'suffix'], { description: 'Where the salt stood, for `ssha256`. Default: `suffix`.' }),
  ),
}

const password = secret(Type.String({ description: 'Their password.' }))
const verified = Type.Boolean({ description: 'Whether you vouch that the e-mail address is theirs.' })
const metadata = nullable(
  opaqueMap(nullable(Type.String()), {
    description: 'Key-value pairs of your own, at most 50. Merged into what is stored; null removes a key.',
  }),
)

export const userNotFound = notFound('User')

const ReasonedErrors = {
  errors: Type.Array(
    model(
      'ErrorReason',
      {
        code: Type.String({ description: 'What is wrong.', examples: ['password_too_short'] }),
        message: Type.String({ description: 'The same, for people.' }),
      },
      { description: 'One thing that is wrong.' },
    ),
    { description: 'Each thing that is wrong.' },
  ),
}
export const passwordStrengthError = error(
  400,
  'password_strength_error',
  'The password is not strong enough.',
  ReasonedErrors,
)
export const passwordResetError = error(
  400,
  'password_reset_error',
  'The password was not reset.',
  ReasonedErrors,
)
export const userCreationError = error(
  400,
  'user_creation_error',
  'The user was not created.',
  ReasonedErrors,
)
export const invalidPasswordHash = error(
  400,
  'invalid_password_hash',
  'The password hash is not of its type.',
)
export const passwordAndPasswordHashProvided = error(
  400,
  'password_and_password_hash_provided',
  'Give a password or a password hash.',
)
export const passwordAndPasswordHashTypeProvided = error(
  400,
  'password_and_password_hash_type_provided',
  'A password hash type goes with a password hash.',
)
export const passwordSaltPositionRequiresPasswordHash = error(
  400,
  'password_salt_position_requires_password_hash',
  'A salt position goes with a password hash.',
)
export const emailAlreadyVerified = error(
  400,
  'email_already_verified',
  'The e-mail address is verified already.',
)
export const emailChangeNotAllowed = error(
  400,
  'email_change_not_allowed',
  'The e-mail address is managed elsewhere and cannot be changed here.',
)
export const emailNotAvailable = error(400, 'email_not_available', 'Another user has that e-mail address.')
export const invalidEmail = error(400, 'invalid_email', 'That is not an e-mail address.')
export const invalidLocale = error(400, 'invalid_locale', 'That is not a known locale.')
export const userDeletionNotAllowed = error(
  409,
  'user_deletion_not_allowed',
  'The user is managed by a directory. Remove them there.',
)

const passwordErrors = [
  passwordStrengthError,
  invalidPasswordHash,
  passwordAndPasswordHashProvided,
  passwordAndPasswordHashTypeProvided,
  passwordSaltPositionRequiresPasswordHash,
] as const

export const users = group('userManagement', {
  listUsers: operation({
    method: 'GET',
    path: '/user_management/users',
    summary: 'List users',
    query: {
      ...paging,
      email: Type.Optional(Type.String({ description: 'Only the user with this e-mail address.' })),
      organization_id: Type.Optional(Type.String({ description: 'Only members of this organization.' })),
      organization: Type.Optional(
        Type.String({ description: 'The same. Superseded by `organization_id`.', deprecated: true }),
      ),
    },
    status: 200,
    returns: page(User),
  }),
  createUser: operation({
    method: 'POST',
    path: '/user_management/users',
    summary: 'Create a user',
    body: model(
      'CreateUser',
      {
        email: email('Their e-mail address, which no other user has.'),
        email_verified: Type.Optional(nullable(verified)),
        first_name: Type.Optional(nullable(Type.String())),
        last_name: Type.Optional(nullable(Type.String())),
        name: Type.Optional(nullable(Type.String({ description: 'Their whole name.' }))),
        password: Type.Optional(nullable(password)),
        ...hash,
        external_id: Type.Optional(nullable(ExternalId)),
        metadata: Type.Optional(metadata),
        ip_address: Type.Optional(nullable(ipAddress)),
        user_agent: Type.Optional(nullable(userAgent)),
        signals_id: Type.Optional(signalsId),
      },
      { description: 'A user to create.' },
    ),
    status: 201,
    returns: model(
      'CreatedUser',
      { ...User.properties, ...radarAttempt },
      { description: 'A user who was just created.' },
    ),
    throws: [...passwordErrors, userCreationError, invalidMetadata, externalIdAlreadyUsed],
    invalid: 'parameters',
    emits: ['user.created'],
    transaction: 'own',
  }),
  getUser: operation({
    method: 'GET',
    path: '/user_management/users/{id}',
    summary: 'Get a user',
    status: 200,
    returns: User,
    throws: [userNotFound],
  }),
  getUserByExternalId: operation({
    method: 'GET',
    path: '/user_management/users/external_id/{external_id}',
    summary: 'Get a user by their external ID',
    status: 200,
    returns: User,
    throws: [userNotFound],
  }),
  updateUser: operation({
    method: 'PUT',
    path: '/user_management/users/{id}',
    summary: 'Update a user',
    description: 'Changes only the members given.',
    body: model(
      'UpdateUser',
      {
        email: Type.Optional(
          email('Their new e-mail address. It counts as unverified unless you vouch for it.'),
        ),
        email_verified: Type.Optional(verified),
        first_name: Type.Optional(Type.String()),
        last_name: Type.Optional(Type.String()),
        name: Type.Optional(Type.String({ description: 'Their whole name.' })),
        password: Type.Optional(password),
        ...hash,
        external_id: Type.Optional(nullable(ExternalId)),
        metadata: Type.Optional(metadata),
        locale: Type.Optional(nullable(Type.String({ description: 'The language they prefer.' }))),
      },
      { description: 'What changes about a user.' },
    ),
    status: 200,
    returns: User,
    throws: [
      userNotFound,
      ...passwordErrors,
      emailAlreadyVerified,
      invalidMetadata,
      externalIdAlreadyUsed,
      emailChangeNotAllowed,
      emailNotAvailable,
      invalidEmail,
      invalidLocale,
    ],
    invalid: 'parameters',
    emits: ['user.updated'],
    transaction: 'own',
  }),
  deleteUser: operation({
    method: 'DELETE',
    path: '/user_management/users/{id}',
    summary: 'Delete a user, their memberships and their sessions',
    status: 200,
    throws: [userNotFound, userDeletionNotAllowed],
    emits: ['user.deleted', 'organization_membership.deleted', 'session.revoked', 'api_key.revoked'],
  }),
})

export const userEvents = events({
  'user.created': { summary: 'A user was created, or signed up.', data: User },
  'user.updated': { summary: 'A user changed.', data: User },
  'user.deleted': { summary: 'A user was deleted.', data: User },
})
