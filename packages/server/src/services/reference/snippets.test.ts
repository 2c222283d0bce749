import { spawnSync } from 'node:child_process'
import { type Operation, operations, pathParameters } from '@portico/contract'
import { exampleOf, sdkSnippet } from '@portico/contract/examples'
import { Client, type TransportInit } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import type { QueryValues } from '../../kernel/http/query-string.ts'
import { validatorOf } from '../../kernel/http/validate.ts'
import { answerSnippet, curlSnippet } from './snippets.ts'

const baseUrl = 'http://localhost:4100'

/** The path of an operation as a pattern, and what its parameters are called. */
const patternOf = ({ path }: Operation) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)

describe('examples', () => {
  it('fit the contract', () => {
    for (const operation of operations) {
      const { params, query, body } = exampleOf(operation)
      expect(Object.keys(params)).toEqual(pathParameters(operation.path))
      const validator = validatorOf(operation)
      const problem = (check: () => unknown) => {
        try {
          check()
          return undefined
        } catch (error) {
          return (error as { errors?: unknown }).errors ?? error
        }
      }
      const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
      expect([operation.id, problem(() => validator.query(texts as QueryValues))]).toEqual([
        operation.id,
        undefined,
      ])
      expect([operation.id, problem(() => validator.body(body))]).toEqual([operation.id, undefined])
    }
  })
})

describe.skipIf(process.platform === 'win32')('curlSnippet', () => {
  it('is what a shell makes the request of', () => {
    // A shell takes the words apart; what curl would have got is printed instead, ended by NUL.
    const print = `curl() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n`
    const script = print + operations.map((operation) => curlSnippet(operation, baseUrl)).join('\n')
    const { stdout, status } = spawnSync('sh', ['-c', script], {
      encoding: 'utf8',
      env: { WORKOS_API_KEY: 'sk_test_1', ACCESS_TOKEN: 'token_1' },
      maxBuffer: 1e8,
    })
    expect(status).toBe(0)
    const calls = stdout.split('\n\0').map((words) => words.split('\0').slice(0, -1))
    for (const [index, operation] of operations.entries()) {
      const words = calls[index] ?? []
      const after = (flag: string) =>
        words.flatMap((word, at) => (word === flag ? [words[at + 1] as string] : []))
      const url = new URL(words.find((word) => word.startsWith(baseUrl)) ?? '')
      expect([operation.id, decodeURIComponent(url.pathname)]).toEqual([
        operation.id,
        expect.stringMatching(patternOf(operation)),
      ])
      const { body, query } = exampleOf(operation)
      expect(Object.fromEntries(url.searchParams)).toEqual(
        Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      )
      const data = after('-d')
      if (data.length > 0) expect(JSON.parse(data[0] as string)).toEqual(body)
      const method =
        after('-X')[0] ?? (data.length > 0 || after('--data-urlencode').length > 0 ? 'POST' : 'GET')
      expect([operation.id, method]).toEqual([operation.id, operation.method])
      const bearer = {
        api_key: ['Authorization: Bearer sk_test_1'],
        access_token: ['Authorization: Bearer token_1'],
      }
      expect(after('-H').filter((header) => header.startsWith('Authorization'))).toEqual(
        operation.auth in bearer ? bearer[operation.auth as keyof typeof bearer] : [],
      )
    }
  })
})

describe('sdkSnippet', () => {
  const AsyncFunction = (async () => {}).constructor as new (
    ...code: string[]
  ) => (...given: unknown[]) => Promise<void>

  const methods = operations.filter(({ status }) => status < 300)

  it.each(methods.map((operation) => [operation.id, operation] as const))(
    'calls %s',
    async (_, operation) => {
      const sent: (TransportInit & { url: string })[] = []
      const client = new Client({
        apiKey: 'sk_test_1',
        clientId: 'client_1',
        baseUrl,
        transport: async (url, init) => {
          sent.push({ url, ...init })
          return new Response(
            answerSnippet(operation)?.replace(/("(?:before|after)": )"[^"]*"/g, '$1null') ?? null,
            {
              status: operation.returns ? operation.status : 204,
              headers: { 'content-type': operation.mediaType ?? 'application/json' },
            },
          )
        },
      })
      const code = sdkSnippet(operation) ?? ''
      await new AsyncFunction('client', 'console', 'accessToken', code)(client, { log: () => {} }, 'token_1')
      const [request] = sent
      expect(request?.method).toBe(operation.method)
      const url = new URL(request?.url ?? '')
      expect(decodeURIComponent(url.pathname)).toMatch(patternOf(operation))
      const { body, query } = exampleOf(operation)
      for (const [name, value] of Object.entries(query))
        expect(url.searchParams.get(name)).toBe(String(value))
      if (body === undefined) return
      const { client_id: _id, client_secret: _secret, ...example } = body
      const form = request?.headers['content-type']?.includes('form')
      const text = request?.body ?? ''
      expect(form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || '{}')).toMatchObject(
        example,
      )
    },
  )
})
