import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as official from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import * as ours from '../src/index.ts'
import { Client } from '../src/index.ts'

const guide = readFileSync(
  join(import.meta.dirname, '../../../docs/sdk/migrating-from-workos-node.md'),
  'utf8',
)
const workos = new official.WorkOS('sk_1', { clientId: 'client_1' })
const client = new Client({ apiKey: 'sk_1', clientId: 'client_1' })

/** Methods that are private by the types of the official package, and no service of it. */
const internal = [
  'actions.computeSignature',
  'actions.serializeType',
  'agents.getJWKS',
  'agents.validateAccessToken',
  'agents.validateCredentialRemotely',
  'agents.verifyAccessTokenClaims',
  'pkce.base64UrlEncode',
  'userManagement.isValidJwt',
  'userManagement.prepareAuthenticationResponse',
  'userManagement.resolveClientId',
  'userManagement.sealSessionDataFromAuthenticationResponse',
  'vault.decode',
  'webhooks.parseVerifiedPayload',
]

/** What prose says of, and no row of a table. */
const toldInProse = ['webhooks.getTimestampAndSignatureHash']

/** The methods of each accessor, as `organizations.getOrganization`. */
function methodsOf(root: object): string[] {
  return Object.entries(root).flatMap(([accessor, service]) =>
    typeof service === 'object' && service !== null && !['client', 'options'].includes(accessor)
      ? functionsOf(service).map((name) => `${accessor}.${name}`)
      : [],
  )
}

function functionsOf(value: object): string[] {
  const names = new Set<string>()
  for (let at = value; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name !== 'constructor' && typeof Reflect.get(value, name) === 'function') names.add(name)
    }
  }
  return [...names]
}

/** The calls in the guide that begin so, as `organizations.getOrganization`. */
const callsIn = (root: string) =>
  [...guide.matchAll(new RegExp(`\`${root}\\.(\\w+\\.\\w+)\\(`, 'g'))].map(([, call = '']) => call)

describe('the guide for those who come from the official SDK', () => {
  it('has a row for every public method of it, and for no other', () => {
    const known = methodsOf(workos).filter((name) => !internal.includes(name) && !toldInProse.includes(name))
    expect(callsIn('workos').toSorted()).toEqual(known.toSorted())
  })

  it('leads to methods that are there', () => {
    const calls = new Set(callsIn('client'))
    expect(calls.size).toBeGreaterThan(250)
    const present = methodsOf(client)
    expect([...calls].filter((call) => !present.includes(call))).toEqual([])
  })

  it('names every class, function and constant that the official package exports', () => {
    const named = new Set([...guide.matchAll(/\b[A-Za-z]\w+\b/g)].map(([name]) => name))
    expect(Object.keys(official).filter((name) => !named.has(name))).toEqual([])
  })

  it('names errors and predicates that this package exports', () => {
    const named = new Set([...guide.matchAll(/`(is[A-Z]\w+|[A-Z]\w+Error)`/g)].map(([, name = '']) => name))
    const theirs = new Set([...Object.keys(official), 'ParseError', 'Error'])
    expect([...named].filter((name) => !(name in ours) && !theirs.has(name))).toEqual([])
  })

  it('lists what is internal there without saying too much', () => {
    expect(internal.filter((name) => !methodsOf(workos).includes(name))).toEqual([])
  })
})
