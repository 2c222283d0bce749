import { isSecret, type Secret } from './secret.ts'

/** A request path whose parameters are not filled in yet. */
export type Path = { literals: readonly string[]; parameters: readonly Secret[] }

/**
 * Writes a path with its parameters: path`/organizations/${id}`.
 *
 * Nothing is checked before the request is made, so that a bad parameter rejects the call's promise like any other fault.
 */
export function path(literals: TemplateStringsArray, ...parameters: Secret[]): Path {
  return { literals, parameters }
}

/** The path as it goes on the wire. */
export function renderPath({ literals, parameters }: Path): string {
  let rendered = literals[0]!
  for (let i = 0; i < parameters.length; i++) rendered += encodeSegment(parameters[i]) + literals[i + 1]
  return rendered
}

/** The path with its parameters left out, for messages. */
export function describePath({ literals }: Path): string {
  return literals.join('{}')
}

/** IDs consist of these, and encoding them would cost more than looking. */
const needsNoEncoding = /^[\w-]+$/

function encodeSegment(parameter: unknown): string {
  const value = isSecret(parameter) ? parameter.expose() : parameter
  if (typeof value === 'string' && needsNoEncoding.test(value)) return value
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(
      `A path parameter must be a non-empty string, not ${value === '' ? 'an empty one' : typeof value}.`,
    )
  }
  // URL parsers resolve these two, and a different route would be called.
  if (value === '.' || value === '..') throw new TypeError(`A path parameter must not be '${value}'.`)
  return encodeURIComponent(value.toWellFormed())
}
