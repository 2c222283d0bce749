import type { ErrorDeclaration, Operation } from '../core/index.ts'
import type { Shape } from './shape.ts'

/**
 * An error in a word: status, shape, and code where the shape has one, as in `404 message` or
 * `400 oauth:invalid_grant`. A `*` stands for a code that the specification leaves open.
 */
export type ErrorKey = string

/** The errors that a status of the specification stands for. */
export function errorKeys(status: string, body: Shape): ErrorKey[] {
  return (body.variants ?? [body]).flatMap((variant) => keysOf(variant).map((key) => `${status} ${key}`))
}

function keysOf({ properties, values }: Shape): string[] {
  if (!properties) return values ? ['text'] : ['none']
  const { code, error, error_description, errors, message } = properties
  if (error && error_description) return codes('oauth', error)
  if (error && message?.items) return ['bad_request']
  if (error && message) return ['error_message']
  if (error) return ['error']
  if (code) return codes('code', code)
  return [errors ? 'message+errors' : 'message']
}

function codes(shape: string, { values }: Shape): string[] {
  return values ? values.map((value) => `${shape}:${value}`) : [`${shape}:*`]
}

/** Members of an error's body beside its code and its message. */
export function furtherMembers(body: Shape): Map<string, string[]> {
  const usual = ['code', 'error', 'error_description', 'message']
  const coded = (body.variants ?? [body]).filter(({ properties }) => properties?.code ?? properties?.error)
  return new Map(
    coded.flatMap((variant) => {
      const names = Object.keys(variant.properties ?? {}).filter((name) => !usual.includes(name))
      return keysOf(variant).map((key) => [key, names] as const)
    }),
  )
}

/** A declared error in the same word. */
export function declaredKey({ status, shape, code, fields }: ErrorDeclaration): ErrorKey {
  const coded = shape === 'code' || shape === 'oauth'
  const listed = shape === 'message' && fields?.errors
  return `${status} ${shape}${coded ? `:${code}` : ''}${listed ? '+errors' : ''}`
}

/** The errors that come with a body or a query, and with the credential. */
export function impliedKeys({ auth, invalid, body, query, path }: Operation): ErrorKey[] {
  const credential = auth === 'api_key' ? ['401 none', '401 message'] : []
  return [...credential, ...(body || query || path.includes('{') ? invalidKeys[invalid] : [])]
}

const invalidKeys: Record<Operation['invalid'], ErrorKey[]> = {
  fields: ['422 message', '422 message+errors'],
  parameters: ['422 code:invalid_request_parameters', '422 message'],
  constraints: ['422 message+errors'],
  sentences: ['422 message+errors'],
  bad_request: ['400 bad_request'],
  oauth: ['400 oauth:invalid_request'],
  error: ['400 error'],
  code: ['400 code:invalid_request'],
  message: ['400 message'],
}

/** Whether the specification's key stands for ours. */
export function covers(theirs: ErrorKey, ours: ErrorKey): boolean {
  return theirs === ours || (theirs.endsWith(':*') && ours.startsWith(theirs.slice(0, -1)))
}
