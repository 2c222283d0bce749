import type { FastifyRequest } from 'fastify'
import type { ApiKeyIdentity, Context } from '../../../kernel/http/context.ts'
import { apiKeyResolver } from '../../environments/index.ts'

/** Whom a text speaks for, if it is an API key that has not expired. */
export async function findApiKey(
  { kernel, now }: Pick<Context, 'kernel' | 'now'>,
  text: string,
): Promise<ApiKeyIdentity | undefined> {
  const found = apiKeyResolver(kernel)(text)
  const identity = typeof found === 'function' ? await found() : found
  return identity && (identity.expiresAt === null || identity.expiresAt > now) ? identity : undefined
}

/** Whether the caller wants JSON rather than a page (RFC 9110, 12.5.1). Browsers want pages, and say so. */
export function prefersJson({ headers }: FastifyRequest): boolean {
  const wanted = acceptedTypes(headers.accept ?? '')
  const json = wanted.get('application/json') ?? 0
  const page = Math.max(wanted.get('text/html') ?? 0, wanted.get('application/xhtml+xml') ?? 0)
  return json > page
}

function acceptedTypes(header: string): Map<string, number> {
  return new Map(
    header
      .slice(0, 1_000)
      .split(',')
      .map((part) => {
        const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
        const quality = parameters.find((text) => text.startsWith('q='))?.slice(2)
        return [type, quality === undefined ? 1 : Number(quality) || 0]
      }),
  )
}
