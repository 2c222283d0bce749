import { services as purposes } from '@portico/contract'
import type { Service } from '../services.ts'
import type { Entry } from './entry-page.ts'
import { code, paragraphs, table } from './markdown.ts'
import { notice } from './sections.ts'
import { pageOf } from './types.ts'

/** The first page: every service, and what all methods have in common. */
export function indexPage(services: readonly Service[], entries: readonly Entry[]): string {
  const rows = services.map(({ name, operations }) => [
    `[${code(`client.${name}`)}](${pageOf(name)})`,
    String(operations.length),
    purposes[name] ?? '',
  ])
  return paragraphs(
    notice,
    '# Reference',
    table(['service', 'methods', 'what it is for'], rows),
    'And [the events](event-types.md).',
    `What is written by hand, by entry: ${entries.map(({ specifier, page }) => `[${code(specifier)}](${page})`).join(', ')}.`,
    '## What all methods have in common',
    'Path parameters come first, then one object of parameters, then `RequestOptions`. All of them may throw what has ' +
      'no table here: `AuthenticationError` (401), `RateLimitExceededError` (429), `ServerError` (5xx), `NetworkError`, ' +
      '`TimeoutError`, `DecodeError`, `ConfigurationError`. [The README](../../../packages/sdk/README.md) explains them.',
    '`Secret` is a string or a `SecretString`; `SecretString` prints as `<redacted>` and is read with `.expose()`. ' +
      '`OpenEnum<…>` names the values that are known and admits others.',
    '## Lists',
    'A method that answers a `PagePromise` takes `limit` (1 to 100, 10 by default), `before`, `after` (IDs) and `order` ' +
      '(`asc` or `desc`, the default). Awaited, it is one page; iterated over, every item of every page.',
  )
}
