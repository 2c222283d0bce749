import { GeneratedAgents } from '../generated/agents.ts'
import type {
  AgentAccessTokenCredential,
  AgentApiKeyCredential,
  AgentCredentialValidation,
} from '../generated/models/agents.ts'
import { requireClientId } from '../helpers/authorization-url.ts'
import { keySetOf } from '../jwks.ts'
import type { RequestOptions } from '../request.ts'
import { expose } from '../secret.ts'
import { verifyAccessToken } from '../session/access-token.ts'
import type { AccessTokenClaims } from '../session/claims.ts'

/** A credential that an agent showed. */
export type AgentCredential =
  | AgentApiKeyCredential
  | (AgentAccessTokenCredential & {
      /** Whether to ask the server as well. Default: no, and a revoked token is good until it expires. */
      checkForRevoked?: boolean | undefined
    })

/** What the access token of an agent says. */
export type AgentTokenClaims = {
  issuer: string
  /** Whom the token is meant for. */
  audience: string | string[]
  /** The registration of the agent. */
  registrationId: string
  /** The token's own ID. */
  jti: string
  organizationId: string
  /** What the agent may do, separated by spaces. */
  scope?: string
  /** In whose name it acts. */
  actor?: unknown
  /** Seconds since 1970. */
  expiresAt: number
  /** Seconds since 1970. */
  issuedAt: number
}

/** Whether a credential is good; of an access token, what it says. */
export type ValidatedAgentCredential = AgentCredentialValidation & { claims: AgentTokenClaims | null }

/** Operations of `client.agents`. */
export class Agents extends GeneratedAgents {
  /**
   * Find out whether a credential of an agent is good.
   *
   * An access token is verified here, by the keys of the application, which are fetched once and kept: whether it was
   * revoked, only the server knows, which `checkForRevoked` asks. An API key is always asked for.
   *
   * ```ts
   * const { valid, claims } = await client.agents.validateCredential({
   *   type: 'access_token',
   *   credential: 'what the agent showed',
   *   checkForRevoked: true,
   * })
   * if (valid) console.log(claims?.organizationId)
   * ```
   *
   * @throws {ConfigurationError} the client has no client ID, which tokens are verified for, or no API key to ask with
   * @throws {PorticoError} the keys could not be fetched, so that nothing is known of the token
   * @throws {APIError} `invalid_request`: The request lacks something, or says too much.
   * @throws {AuthenticationError} The API key is not valid.
   */
  override async validateCredential(
    params: AgentCredential,
    options?: RequestOptions,
  ): Promise<ValidatedAgentCredential> {
    if (params.type !== 'access_token') {
      return { ...(await super.validateCredential(params, options)), claims: null }
    }
    const { checkForRevoked, ...credential } = params
    const claims = await this.#verify(credential)
    if (!claims) return refused
    const { registrationId } = claims
    if (!checkForRevoked) {
      return {
        valid: true,
        registrationId,
        expiresAt: new Date(claims.expiresAt * 1000).toISOString(),
        claims,
      }
    }
    const answer = await super.validateCredential(credential, options)
    return answer.valid && answer.registrationId === registrationId ? { ...answer, claims } : refused
  }

  async #verify({ credential, audience }: AgentAccessTokenCredential): Promise<AgentTokenClaims | undefined> {
    const clientId = requireClientId(this.client.clientId)
    const keys = keySetOf(this.client, clientId)
    const result = await verifyAccessToken(expose(credential), keys, { audience: audience ?? clientId })
    if (result.verified) return agentClaims(result.claims)
    if (result.reason === 'jwks_unavailable') throw result.error
    return undefined
  }
}

const refused: ValidatedAgentCredential = /* @__PURE__ */ Object.freeze({
  valid: false,
  registrationId: null,
  expiresAt: null,
  claims: null,
})

/** What the token of an agent says. That of a signed-in user is none, though the same keys have signed it. */
function agentClaims(claims: AccessTokenClaims): AgentTokenClaims | undefined {
  const { iss, aud, sub, jti, org_id, scope, act, exp, iat } = claims
  if (iss === undefined || aud === undefined || jti === undefined || iat === undefined) return undefined
  if (typeof org_id !== 'string') return undefined
  return {
    issuer: iss,
    audience: aud,
    registrationId: sub,
    jti,
    organizationId: org_id,
    ...(typeof scope === 'string' && { scope }),
    ...(act !== undefined && { actor: act }),
    expiresAt: exp,
    issuedAt: iat,
  }
}
