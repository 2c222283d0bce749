import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as sdk from '../src/index.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const client = new sdk.Client({ apiKey: 'sk_1', clientId: 'client_1' })

/** The names in the first column of a section's first table. */
function firstColumn(heading: string): string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? []
  const cells = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|')[1] ?? '')
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}

describe('the README', () => {
  it('has a section on all that the README of the Rust SDK has one on', () => {
    const headings = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual(
      expect.arrayContaining([
        'Installation',
        'Quick start',
        'Configuration',
        'API access',
        'Open enums',
        'Per-request options',
        'Request strategies',
        'Errors',
        'Sensitive fields',
        'Retries',
        'Auto-paging',
        'Helpers',
        'Transport',
      ]),
    )
  })

  it('names every accessor of the client, and no other', () => {
    const accessors = Object.keys(client).map((name) => (name === 'portico' ? 'portico.…' : name))
    // The one that is there for old calls has a section of its own.
    expect(firstColumn('API access').toSorted()).toEqual(
      accessors.filter((name) => name !== 'auditTrail').toSorted(),
    )
    expect(readme).toContain('client.auditTrail.createEvent(')
  })

  it('names every option of the client, and no other', () => {
    const refuse = () => new sdk.Client({ what: 1 } as never)
    expect(refuse).toThrow(`These are: `)
    const [, names = ''] = /These are: (.*)\.$/.exec(messageOf(refuse)) ?? []
    expect(firstColumn('Configuration').toSorted()).toEqual(names.split(', ').toSorted())
  })

  it('names every error, and how it is told', () => {
    const errors = Object.entries(sdk).filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof sdk.PorticoError,
    )
    const predicates = Object.keys(sdk).filter((name) => /^is[A-Z]/.test(name))
    const unnamed = [...errors.map(([name]) => name), ...predicates].filter(
      (name) => !readme.includes(`\`${name}`) && !readme.includes(`{ ${name}`),
    )
    expect(unnamed).toEqual([])
  })
})

function messageOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
