import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import { Client } from './index.ts'

type Members = Record<string, unknown>

const official = new WorkOS('sk_test_1', { clientId: 'client_1' }) as unknown as Members
const ours = new Client({ apiKey: 'sk_test_1', clientId: 'client_1' }) as unknown as Members

/** What the official SDK 11 has on its client and this one has not, and what to use. */
const otherwise: Readonly<Record<string, string>> = {
  baseURL: 'baseUrl',
  client: 'its HTTP client: a `Transport` here',
  key: 'no client shows its key',
  options: 'what it was made with: `withOptions` makes another',
  hasApiKey: 'PublicClient has none, and says so by its type',
  createActionsClient: '`client.actions`, or `actions` without a client',
  createHttpClient: 'the option `transport`',
  createUserAgent: 'the options `appInfo` and `userAgent`',
  createWebhookClient: '`client.webhooks`, or `constructEvent` without a client',
  delete: 'client.send',
  deleteWithBody: 'client.send',
  emitWarning: 'the option `logger`',
  get: 'client.request',
  getCryptoProvider: 'Web Crypto, everywhere',
  patch: 'client.request',
  post: 'client.request',
  put: 'client.request',
  'actions.serializeType': 'a step of `signResponse`',
}

/** Accessors that only this client has: those of the Go SDK, parts of others, and Portico's own. */
const oursOnly = ['auditTrail', 'clientApi', 'organizationMemberships', 'portico']

/** Methods that the type declarations of the official SDK keep to itself. */
function privateMethods(): Set<string> {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('@workos-inc/node')
  const index = entry.replace(/\.cjs$/, '.d.cts')
  const [, shared = ''] = /from "\.\/(factory-[\w-]+)\.cjs"/.exec(readFileSync(index, 'utf8')) ?? []
  const text = readFileSync(index, 'utf8') + readFileSync(index.replace('index', shared), 'utf8')
  return new Set(
    [...text.matchAll(/^ {2}(?:private|protected) (?:readonly )?(\w+)/gm)].map(([, name]) => name!),
  )
}

/** The methods of an object, those of its classes included. */
function methodsOf(value: object): string[] {
  const names = new Set<string>()
  for (let one = value; one !== Object.prototype && one !== null; one = Object.getPrototypeOf(one)) {
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(one)))
      if (typeof member === 'function' && name !== 'constructor') names.add(name)
  }
  return [...names]
}

const isService = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype

describe('beside the official Node SDK 11', () => {
  const hidden = privateMethods()
  const accessors = Object.keys(official).filter(
    (name) => !Object.hasOwn(otherwise, name) && !hidden.has(name),
  )

  it('there is an accessor for each of its services, and more', () => {
    expect(accessors.length).toBeGreaterThan(20)
    expect(
      [...accessors, ...oursOnly].filter((name) => name !== 'clientId').filter((name) => !isAccessor(name)),
    ).toEqual([])
  })

  it.each(accessors.filter((name) => isService(official[name])))('%s has every public method', (accessor) => {
    const methods = methodsOf(official[accessor] as object).filter((name) => !hidden.has(name))
    expect(methods.length).toBeGreaterThan(0)
    const missing = methods.filter((name) => typeof (ours[accessor] as Members)?.[name] !== 'function')
    expect(missing.filter((name) => !Object.hasOwn(otherwise, `${accessor}.${name}`))).toEqual([])
  })

  it('the keys of a client are read by a method that is private elsewhere, and public here', () => {
    expect(hidden).toContain('getJWKS')
    expect(typeof (ours.userManagement as Members).getJWKS).toBe('function')
  })

  it('what its client does by itself, this one does otherwise', () => {
    const methods = methodsOf(official).filter(
      (name) => !hidden.has(name) && typeof ours[name] !== 'function',
    )
    expect(methods.filter((name) => !Object.hasOwn(otherwise, name))).toEqual([])
  })

  it('nothing is listed as done otherwise that is there, or that the official SDK has not', () => {
    const stale = Object.keys(otherwise).filter(
      (path) => at(ours, path) !== undefined || !has(official, path),
    )
    expect(stale).toEqual([])
  })
})

function isAccessor(name: string): boolean {
  return typeof ours[name] === 'object' && ours[name] !== null
}

const at = (value: Members, path: string) =>
  path.split('.').reduce<unknown>((one, name) => (one as Members | undefined)?.[name], value)

const has = (value: Members, path: string) => {
  const names = path.split('.')
  const holder = at(value, names.slice(0, -1).join('.')) ?? value
  return names.at(-1)! in (holder as object)
}
