import type { Kernel } from '../../../kernel/kernel.ts'
import { requireShallow } from './depth.ts'
import { guardedFetch } from './fetch.ts'
import { refused } from './refused.ts'

/**
 * Reads what an access token opens, as RFC 6750, 2.1 has it: an object.
 *
 * @throws {Refused} for any other answer
 */
export async function readResource(
  kernel: Pick<Kernel, 'outbound'>,
  url: string,
  accessToken: string,
): Promise<Record<string, unknown>> {
  const value = await readJson(kernel, url, accessToken)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw refused(
    'answer_invalid',
    `${hostOf(url)} did not answer with a JSON object when asked for the profile.`,
  )
}

/** As `readResource`, for any JSON. */
export async function readJson(
  kernel: Pick<Kernel, 'outbound'>,
  url: string,
  accessToken: string,
): Promise<unknown> {
  if (!tokenForm.test(accessToken)) {
    throw refused('answer_invalid', 'The access token holds characters that no header takes.')
  }
  const response = await guardedFetch(kernel)(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
  })
  if (response.status !== 200) {
    throw refused(
      'profile_refused',
      `${hostOf(url)} answered ${response.status} when asked for the profile. Its own log says why; the scopes of the connection may lack one.`,
    )
  }
  const value = await jsonOf(response, url)
  requireShallow(value)
  return value
}

async function jsonOf(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw refused('answer_malformed', `${hostOf(url)} did not answer with JSON when asked for the profile.`)
  }
}

// RFC 6750, 2.1, and whatever else is visible.
const tokenForm = /^[\x21-\x7e]+$/

const hostOf = (url: string) => URL.parse(url)?.host ?? 'The provider'
