import { operations, groups as wholeContract } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { Client } from '../src/index.ts'
import { differences, formatted, readFiles } from './files.ts'
import { isMethod } from './operation.ts'
import { generated } from './testing.ts'

describe('the whole contract', () => {
  it('is generated the same way each time, and as it stands in src/generated', async () => {
    const handWritten = [...(await readFiles(`${import.meta.dirname}/../src/services`)).keys()]
    const once = generated(wholeContract, handWritten)
    expect(generated(wholeContract, handWritten)).toEqual(once)
    const present = await readFiles(`${import.meta.dirname}/../src/generated`)
    expect(differences(await formatted(once), present), 'run `npm run generate`').toEqual([])
  })

  it('is reached through the client, operation by operation', () => {
    const client = new Client({ apiKey: 'sk_1' }) as unknown as Record<string, unknown>
    const missing = operations.filter(isMethod).filter(({ service, name }) => {
      const accessor = service
        .split('.')
        .reduce<unknown>((value, part) => (value as typeof client)[part], client)
      return typeof (accessor as typeof client)[name] !== 'function'
    })
    expect(missing.map(({ id }) => id)).toEqual([])
  })

  it('gives no two types one name', async () => {
    const files = await readFiles(`${import.meta.dirname}/../src`)
    const exported = [
      files.get('index.ts')!,
      files.get('generated/index.ts')!,
      ...[...files].flatMap(([path, code]) => (path.startsWith('generated/models/') ? [code] : [])),
    ]
    const names = exported
      .flatMap((code) => [
        ...[...code.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name),
        ...[...code.matchAll(/^export (?:type )?\{([^}]+)\}/gm)].flatMap(([, list]) =>
          list!.split(',').map((entry) =>
            entry
              .trim()
              .replace(/^type /, '')
              .replace(/^.* as /, ''),
          ),
        ),
      ])
      .filter(Boolean)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe('differences', () => {
  it('are what is missing, what is other, and what is no longer wanted', () => {
    const wanted = new Map([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ])
    expect(
      differences(
        wanted,
        new Map([
          ['b', '2'],
          ['c', '4'],
          ['d', '5'],
        ]),
      ),
    ).toEqual(['a', 'c', 'd'])
  })
})
