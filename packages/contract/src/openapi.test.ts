import { describe, expect, it } from 'vitest'
import { operations } from './index.ts'
import { openapiDocument } from './openapi.ts'

const document = openapiDocument({ serverUrl: 'https://portico.example.com' })
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the OpenAPI document', () => {
  it('describes every public operation once', () => {
    const ids = described.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.sort()).toEqual(
      operations
        .filter(({ audience }) => audience !== 'hosted')
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('names the server it was asked to', () => {
    expect(document.servers).toEqual([{ url: 'https://portico.example.com' }])
  })

  it('refers to nothing that is not there', () => {
    const references = [...new Set(collect(document, '$ref') as string[])]
    expect(references.length).toBeGreaterThan(100)
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([])
  })

  it('declares every parameter of a path', () => {
    for (const { path, operation } of described) {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
      const declared = ((operation.parameters ?? []) as { in?: string; name?: string }[])
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
      expect(declared, path).toEqual(inPath)
    }
  })

  it('says a line about every service, and sorts every operation under one', () => {
    const tags = new Set(document.tags.map(({ name }) => name))
    expect(document.tags.filter(({ name, description }) => name === description)).toEqual([])
    for (const { operation } of described) expect(tags).toContain((operation.tags as string[])[0])
  })

  it('gives every answer a description', () => {
    for (const { operation } of described) {
      for (const [status, answer] of Object.entries(
        operation.responses as Record<string, Record<string, unknown>>,
      )) {
        expect(answer.$ref ?? answer.description, `${operation.operationId} ${status}`).toBeTruthy()
      }
    }
  })

  it('describes the webhooks that can be subscribed to, and no others', () => {
    expect(Object.keys(document.webhooks)).toContain('user.created')
    expect(Object.keys(document.webhooks)).not.toContain('vault.data.read')
  })

  it('keeps the annotations of the contract to itself', () => {
    const text = JSON.stringify(document)
    for (const mark of ['"~', '"x-model"', '"x-csv"', '"x-page"', '"x-secret"', '"x-id"']) {
      expect(text).not.toContain(mark)
    }
  })

  it('uses names that OpenAPI allows', () => {
    for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[A-Z][A-Za-z0-9]*$/)
  })

  it('sends lists in a query with commas', () => {
    const parameters = described.flatMap(
      ({ operation }) => (operation.parameters ?? []) as { schema?: { type?: string }; explode?: boolean }[],
    )
    const lists = parameters.filter(({ schema }) => schema?.type === 'array')
    expect(lists.length).toBeGreaterThan(3)
    for (const { explode } of lists) expect(explode).toBe(false)
  })
})

function collect(tree: unknown, member: string): unknown[] {
  if (Array.isArray(tree)) return tree.flatMap((part) => collect(part, member))
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => (name === member ? [value] : collect(value, member)))
}

function resolve(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce((part: unknown, name) => (part as Record<string, unknown> | undefined)?.[name], document)
}
