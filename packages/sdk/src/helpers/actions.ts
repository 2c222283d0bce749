import { ConfigurationError, DecodeError } from '../errors.ts'
import type { Organization } from '../generated/models/organizations.ts'
import type {
  Authentication,
  Invitation,
  OrganizationMembership,
  User,
} from '../generated/models/user-management.ts'
import type { Secret } from '../secret.ts'
import { fromAnswer, type WireNotes } from '../wire.ts'
import { payloadObject, payloadText } from './payload.ts'
import { computeSignature, requireSignature, type SignedRequest } from './signature.ts'

/** What is known of the attempt that an action judges. */
type Attempt = {
  id: string
  authenticationMethod?: Authentication['authenticationMethod']
  ipAddress?: string
  /** The person's browser, as its User-Agent says. */
  userAgent?: string
  deviceFingerprint?: string
}

/** A person is about to be signed in. */
export type AuthenticationActionContext = Attempt & {
  object: 'authentication_action_context'
  user: User
  organization?: Organization
  organizationMembership?: OrganizationMembership
  /** Who issued the session that is handed over, where there is one. */
  issuer?: string
}

/** A person is about to be registered. */
export type UserRegistrationActionContext = Attempt & {
  object: 'user_registration_action_context'
  userData: {
    object: 'user_data'
    email: string
    name?: string | null
    firstName: string | null
    lastName: string | null
  }
  /** The invitation that they come by. */
  invitation?: Invitation
}

/** What an action is asked about. `object` tells which of the two it is. */
export type ActionContext = AuthenticationActionContext | UserRegistrationActionContext

/** An action request as it was received, and the secret of the action. The tolerance is 30 seconds unless given. */
export type VerifyAction = SignedRequest

/** What an action answers. */
export type ActionDecision = { type: 'authentication' | 'user_registration' } & (
  | { verdict: 'Allow' }
  | {
      verdict: 'Deny'
      /** Shown to the person. At most 500 characters. */
      errorMessage?: string | undefined
    }
)

/** A signed answer, to be sent as JSON: its names are those of the wire. */
export type SignedActionResponse = {
  object: 'authentication_action_response' | 'user_registration_action_response'
  payload: { timestamp: number; verdict: 'Allow' | 'Deny'; error_message?: string }
  signature: string
}

const responseObjects = {
  authentication: 'authentication_action_response',
  user_registration: 'user_registration_action_response',
} as const

/** None: which keys are the customer's own and which values secret, their names say everywhere. */
const notes: WireNotes = {}

const contexts: readonly unknown[] = ['authentication_action_context', 'user_registration_action_context']

/**
 * Verifies that an action request was signed with the secret, and recently. It never resolves with anything but `true`.
 *
 * @throws {SignatureVerificationError} where it was not, or the header is no signature
 * @throws {ConfigurationError} where the payload is not text or bytes, or the secret is empty
 */
async function verifyHeader({ toleranceSeconds = 30, ...action }: VerifyAction): Promise<true> {
  await requireSignature({ ...action, toleranceSeconds })
  return true
}

/**
 * Verifies an action request and returns what it asks about.
 *
 * @throws {SignatureVerificationError} where it was not signed with the secret, or not recently
 * @throws {DecodeError} where it was, and asks about nothing that this version knows
 * @throws {ConfigurationError} where the payload is not text or bytes, or the secret is empty
 */
async function constructAction(action: VerifyAction): Promise<ActionContext> {
  await verifyHeader(action)
  const body = payloadObject(action.payload)
  // An action of another kind wants another answer: to guess one would be to allow or deny something unseen.
  if (!contexts.includes(body.object)) {
    throw new DecodeError('The payload is no action that is known.', { rawBody: payloadText(action.payload) })
  }
  return fromAnswer(body, notes) as ActionContext
}

/**
 * Signs the answer to an action: HMAC-SHA256 over its instant and its payload as compact JSON.
 *
 * @param now milliseconds since 1970; by default the clock's
 * @throws {ConfigurationError} where the type or verdict is none, the message is too long or the secret empty
 */
async function signResponse(
  decision: ActionDecision,
  secret: Secret,
  now = Date.now(),
): Promise<SignedActionResponse> {
  const { type, verdict } = decision
  if (!Object.hasOwn(responseObjects, type)) {
    throw new ConfigurationError('type', "must be 'authentication' or 'user_registration'.")
  }
  if (verdict !== 'Allow' && verdict !== 'Deny') {
    throw new ConfigurationError('verdict', "must be 'Allow' or 'Deny'.")
  }
  // The order of the members is part of what is signed.
  const payload = { timestamp: now, verdict, ...errorMessage(decision) }
  const signature = await computeSignature(JSON.stringify(payload), secret, now)
  return { object: responseObjects[type], payload, signature }
}

function errorMessage(decision: ActionDecision): { error_message?: string } {
  if (decision.verdict === 'Allow' || !decision.errorMessage) return {}
  if (decision.errorMessage.length > 500) {
    throw new ConfigurationError('errorMessage', 'must be at most 500 characters.')
  }
  return { error_message: decision.errorMessage }
}

/** Decides about sign-ins and registrations as they happen: verifies what is asked, and signs what is answered. */
export const actions = { verifyHeader, constructAction, signResponse }
