import { describe, expect, it } from 'vitest'
import {
  eventCatalogue,
  eventNames,
  isEventName,
  operations,
  pathParameters,
  webhookEventNames,
} from './index.ts'

describe('the contract', () => {
  it('gives every operation a name and a route of its own', () => {
    expect(duplicates(operations.map(({ id }) => id))).toEqual([])
    expect(duplicates(operations.map(({ method, path }) => `${method} ${path}`))).toEqual([])
    // Servers tell routes apart by their literal parts alone.
    expect(
      duplicates(operations.map(({ method, path }) => `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`)),
    ).toEqual([])
  })

  it('describes path parameters that are in the path', () => {
    for (const { id, path, params = {} } of operations) {
      for (const name of Object.keys(params)) expect(pathParameters(path), id).toContain(name)
    }
  })

  it('promises only events that exist', () => {
    for (const { id, emits = [] } of operations)
      for (const name of emits) expect(isEventName(name), `${id}: ${name}`).toBe(true)
  })

  it('has one error for each status, shape and code of an operation', () => {
    for (const { id, throws = [] } of operations) {
      const codes = throws.filter(({ shape }) => shape === 'code' || shape === 'oauth')
      expect(duplicates(codes.map(({ status, shape, code }) => `${id} ${status} ${shape} ${code}`))).toEqual(
        [],
      )
    }
  })

  it('has no body where there is nothing to say, and one where there is', () => {
    for (const { id, status, returns } of operations)
      if (status === 204 || status === 302) expect(returns, id).toBeUndefined()
  })

  it('summarizes every operation in one line', () => {
    for (const { id, summary } of operations) {
      expect(summary, id).toMatch(/^[A-Z][^\n]{5,110}[^.\s]$/)
    }
  })

  it('says a sentence about every event', () => {
    for (const [name, { summary }] of Object.entries(eventCatalogue))
      expect(summary, name).toMatch(/^[A-Z].*\.$/)
  })

  it('says a sentence about every model that an operation or event shows', () => {
    const models = new Map<string, string | undefined>()
    for (const { returns, alsoReturns } of operations) collectModels([returns, alsoReturns], models)
    collectModels(
      Object.values(eventCatalogue).map(({ data }) => data),
      models,
    )
    expect([...models].filter(([, description]) => !description).map(([name]) => name)).toEqual([])
  })

  it('describes every member that a client sends or reads', () => {
    const undescribed = new Set<string>()
    for (const schema of schemas) {
      collectMembers(schema, (name, member, holder) => {
        // The members of a list are the same for all lists.
        const isList = holder.properties?.data?.items !== undefined && !holder['x-model']
        const described = [member, ...(member.anyOf ?? [])].some(({ description }) => description)
        if (!isList && !described) undescribed.add(`${holder['x-model'] ?? ''}.${name}`)
      })
    }
    expect([...undescribed]).toEqual([])
  })

  it('marks as secret whatever is called like a credential', () => {
    const credential =
      /^(?:.*_)?(?:password|password_hash|secret|token|private_key|data_key|encrypted_keys|device_code|code_verifier)$/
    // The last characters of it, for people to tell it from another.
    const shown = ['redacted_client_secret']
    const open = new Set<string>()
    for (const schema of schemas) {
      collectMembers(schema, (name, member) => {
        const isText = [member.type].flat().includes('string')
        if (credential.test(name) && isText && !member['x-secret'] && !shown.includes(name)) open.add(name)
      })
    }
    expect([...open]).toEqual([])
  })

  it('lists the events that webhooks may subscribe to', () => {
    expect(webhookEventNames).toContain('user.created')
    expect(webhookEventNames).not.toContain('vault.data.read')
    expect(eventNames.length).toBeGreaterThan(webhookEventNames.length)
  })

  it('excludes only members that are there', () => {
    for (const { id, exclusive = [], body, query } of operations) {
      const members = (body as { properties?: object } | undefined)?.properties ?? query ?? {}
      for (const name of exclusive.flat()) expect(Object.keys(members), id).toContain(name)
    }
  })
})

function duplicates(values: string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

type Schema = {
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
  'x-model'?: string
  'x-opaque'?: boolean
  'x-secret'?: boolean
}

/** Everything that a client sends or reads, and the data of events. */
const schemas = [
  ...operations
    .filter(({ audience }) => audience !== 'hosted')
    .flatMap(({ query, body, returns, alsoReturns = {} }) => [
      query && { properties: query },
      body,
      returns,
      ...Object.values(alsoReturns),
    ]),
  ...Object.values(eventCatalogue).map(({ data }) => data),
] as (Schema | null | undefined)[]

/** Visits every member in the schema, with the object that holds it. What is opaque is the customer's. */
function collectMembers(
  schema: Schema | null | undefined,
  visit: (name: string, member: Schema, holder: Schema) => void,
): void {
  if (!schema || typeof schema !== 'object' || schema['x-opaque']) return
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    visit(name, member, schema)
    collectMembers(member, visit)
  }
  for (const inside of [schema.items, schema.additionalProperties as Schema, ...(schema.anyOf ?? [])])
    collectMembers(inside, visit)
}

function collectModels(tree: unknown, models: Map<string, string | undefined>): void {
  if (typeof tree !== 'object' || tree === null) return
  const { 'x-model': name, description } = tree as { 'x-model'?: string; description?: string }
  if (name) models.set(name, description)
  for (const part of Object.values(tree)) collectModels(part, models)
}
