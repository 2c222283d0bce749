import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import type { Kernel } from '../../../kernel/kernel.ts'
import { maxSlowSeconds } from '../behaviour.ts'
import { type Fields, fieldsOf } from '../fields.ts'
import { OAuthProblem } from '../problem.ts'
import { instantOf, requirePerson, takeTime } from '../simulator.ts'
import { issuerOf } from './authorize.ts'
import { accessTokenSeconds, findGrant, type Grant, issueGrant, takeGrant } from './grants.ts'
import { issueIdToken } from './id-token.ts'
import { type AuthorizationPersona, type Subject, withoutEmail } from './persona.ts'
import { scopesOf } from './request.ts'

/** Redeems a code or a refresh token (RFC 6749, 4.1.3 and 6). */
export async function redeem(
  kernel: Kernel,
  persona: AuthorizationPersona,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const fields = fieldsOf(request.body)
  const clientId = requireClient(request, fields)
  const grant = await requireGrant(kernel, persona, fields)
  if (grant.data.clientId !== clientId)
    throw new OAuthProblem('invalid_grant', 'The code is another client’s.')
  await takeTime(grant.data.slowSeconds, reply)
  return (await misbehaviour(grant.data.misbehave, reply)) ?? answer(kernel, persona, request, grant)
}

/** Who calls (RFC 6749, 2.3.1; RFC 7523, 2.2). Nobody is registered here, so any secret is right, but none is not. */
function requireClient(request: FastifyRequest, fields: Fields): string {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':', 2).map(unescaped)
    if (id === '' || secret === '')
      throw invalidClient('The Authorization header has no client or no secret.')
    return id
  }
  const assertion = fields.optional('client_assertion', 16_384)
  if (assertion !== null) return clientOfAssertion(assertion)
  const id = fields.optional('client_id', 1_024)
  const isProved =
    fields.optional('client_secret', 8_192) !== null || fields.optional('code_verifier', 128) !== null
  if (id !== null && isProved) return id
  throw invalidClient('There is no client, or neither a secret nor a code_verifier.')
}

const invalidClient = (description: string) => new OAuthProblem('invalid_client', description, 401)

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw invalidClient('The Authorization header is not properly escaped.')
  }
}

function clientOfAssertion(assertion: string): string {
  try {
    const { iss, sub } = decodeJwt(assertion)
    if (iss !== undefined && iss === sub) return iss
  } catch {
    // It is no JWT, which is as wrong as one of somebody else.
  }
  throw invalidClient('client_assertion must be a JWT whose iss and sub are the client.')
}

async function requireGrant(kernel: Kernel, persona: AuthorizationPersona, fields: Fields): Promise<Grant> {
  const type = fields.optional('grant_type', 100)
  if (type === 'refresh_token') {
    const token = fields.required('refresh_token', 200)
    const grant = await findGrant(kernel, persona, 'refresh', token)
    if (grant) return grant
    throw new OAuthProblem('invalid_grant', 'The refresh token is unknown, expired or revoked.')
  }
  if (type !== 'authorization_code') {
    throw new OAuthProblem(
      'unsupported_grant_type',
      'grant_type must be authorization_code or refresh_token.',
    )
  }
  const grant = await takeGrant(kernel, persona, 'code', fields.required('code', 200))
  if (!grant) throw new OAuthProblem('invalid_grant', 'The code is unknown, expired or used.')
  requireSameRequest(grant, fields)
  return grant
}

/** RFC 6749, 4.1.3 and RFC 7636, 4.6. */
function requireSameRequest({ data }: Grant, fields: Fields): void {
  if (fields.optional('redirect_uri') !== data.redirectUri) {
    throw new OAuthProblem('invalid_grant', 'redirect_uri is not the one that the code was sent to.')
  }
  const verifier = fields.optional('code_verifier', 128)
  const challenge = verifier && createHash('sha256').update(verifier).digest('base64url')
  if (challenge !== data.codeChallenge) {
    throw new OAuthProblem('invalid_grant', 'code_verifier does not fit the code_challenge of the request.')
  }
}

/** What goes wrong before anything is issued. */
async function misbehaviour(misbehave: string | null, reply: FastifyReply): Promise<unknown> {
  switch (misbehave) {
    case 'invalid_client':
      throw invalidClient('The simulator was told to refuse the client.')
    case 'invalid_grant':
      throw new OAuthProblem('invalid_grant', 'The simulator was told to refuse the code.')
    case 'token_error':
      return reply.code(500).type('text/html').send('<h1>Internal Server Error</h1>')
    case 'token_slow':
      await takeTime(maxSlowSeconds, reply)
      return undefined
    case 'token_huge':
      return reply.type('application/json').send(`{"access_token":"${'x'.repeat(10 * 1024 * 1024)}"}`)
    case 'token_malformed':
      return reply.type('application/json').send('{"access_token":')
    default:
      return undefined
  }
}

async function answer(kernel: Kernel, persona: AuthorizationPersona, request: FastifyRequest, grant: Grant) {
  const { data, sessionId } = grant
  const subject = await subjectOf(kernel, persona, grant)
  const wantsIdToken = persona.idToken !== null && (persona.idTokenAlways || subject.scopes.has('openid'))
  return {
    token_type: 'Bearer',
    access_token: await issueGrant(kernel, persona, 'access', grant),
    expires_in: accessTokenSeconds,
    scope: data.scope,
    ...(data.offline && { refresh_token: await issueGrant(kernel, persona, 'refresh', grant) }),
    ...(wantsIdToken && {
      id_token: await issueIdToken(kernel, {
        persona,
        subject,
        issuer: issuerOf(persona, request),
        nonce: data.nonce,
        sessionId,
        authenticatedAt: new Date(data.authenticatedAt),
        now: instantOf(kernel, data),
        misbehave: data.misbehave,
      }),
    }),
    ...persona.tokenExtras,
  }
}

async function subjectOf(kernel: Kernel, persona: AuthorizationPersona, { data }: Grant): Promise<Subject> {
  const person = await requirePerson(kernel, data.email)
  return {
    person,
    sub: persona.sub(person, data.clientId),
    clientId: data.clientId,
    scopes: scopesOf(data.scope),
    verified: data.misbehave !== 'unverified_email',
  }
}

/** Tells whose access token this is (OpenID Connect Core, 5.3), as this provider tells it. */
export async function tellUserInfo(
  kernel: Kernel,
  persona: AuthorizationPersona,
  part: 'userInfo' | 'emails',
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const token = /^(?:Bearer|token) (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
  const grant = token === undefined ? undefined : await findGrant(kernel, persona, 'access', token)
  if (!grant) throw new OAuthProblem('invalid_token', 'The access token is unknown, expired or revoked.', 401)
  const { misbehave } = grant.data
  if (misbehave === 'userinfo_error')
    return reply.code(500).type('text/html').send('<h1>Internal Server Error</h1>')
  const subject = await subjectOf(kernel, persona, grant)
  const tell = persona[part]
  if (!tell) throw new OAuthProblem('not_found', 'This provider has no such endpoint.', 404)
  const sub = misbehave === 'userinfo_other_sub' ? 'somebody-else' : subject.sub
  const told = tell({ ...subject, sub })
  return misbehave === 'no_email' ? withoutEmail(told, subject.person.email) : told
}
