import { join, resolve } from 'node:path'
import { groups } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { readFiles } from '../files.ts'
import { isMethod } from '../operation.ts'
import { classSource, handWrittenMethods } from './hand-written.ts'
import { referencePages } from './pages.ts'
import { oneLine } from './types.ts'

const sources = await readFiles(resolve(import.meta.dirname, '../../src'))
const pages = referencePages(groups, sources)
const text = [...pages.values()].join('\n')

describe('the reference', () => {
  it('has a section for every method of the contract, with its path and an example', () => {
    for (const { service, operations } of groups) {
      for (const { name, method, path } of Object.values(operations).filter(isMethod)) {
        expect(text).toContain(`### ${name}\n`)
        expect(text).toContain(`\`${method} ${path}\``)
        expect(text).toMatch(new RegExp(`client\\.${service.replace('.', '\\.')}\\.${name}\\(`))
      }
    }
  })

  it('has the methods that are written by hand, also those of a base class', () => {
    const page = pages.get('user-management.md')
    for (const name of ['loadSealedSession', 'authenticateWithPassword'])
      expect(page).toContain(`### ${name}\n`)
  })

  it('says for each method what it throws', () => {
    const section = pages.get('organizations.md')?.split('### createOrganization\n')[1]?.split('\n### ')[0]
    expect(section).toContain('| `APIError` | 400 | `external_id_already_used` |')
    expect(section).toContain('| `name` | `string` | yes |')
  })

  it('is the same whenever it is made', () => {
    expect(referencePages(groups, sources)).toEqual(pages)
  })
})

describe('the methods of a class that is written by hand', () => {
  const file = `/** A service. */
export class Robots extends Walker {
  /**
   * Says hello.
   *
   * \`\`\`ts
   * client.robots.hello(organizationId)
   * \`\`\`
   *
   * @param name whom
   * @throws {APIError} it is out
   */
  async hello(
    name: string,
    { loud, ...options }: HelloOptions = {},
  ): Promise<void> {
    const a = 1
  }

  /** Not for everybody. */
  #hidden(): void {}

  /** The first form. @deprecated Use the other. */
  override say(text: string): void
  override say(text: string | number): void {}
}
`

  it('come with signature, text, tags and example', () => {
    expect(handWrittenMethods(file)).toEqual([
      {
        name: 'hello',
        signature: 'hello(name: string, options?: HelloOptions): Promise<void>',
        description:
          'Says hello.\n\n```ts client organizationId\nclient.robots.hello(organizationId)\n```\n\n' +
          '- `name`: whom\n- throws `APIError`: it is out',
      },
      {
        name: 'say',
        signature: 'say(text: string): void',
        description: 'The first form.\n\n- **deprecated** Use the other.',
      },
    ])
  })

  it('are joined by those of the class that it extends, where that is written by hand too', () => {
    const walker = '  /** Walks. */\n  walk(): void {}\n'
    const robots = `import { Walker } from '../helpers/walker.ts'\n${file}`
    const files = new Map([
      [join('services', 'robots.ts'), robots],
      [join('helpers', 'walker.ts'), walker],
    ])
    const names = handWrittenMethods(classSource('services/robots.ts', files) ?? '').map(({ name }) => name)
    expect(names).toEqual(['hello', 'say', 'walk'])
  })
})

describe('oneLine', () => {
  it('leaves out comments and line breaks', () => {
    expect(oneLine('{\n  /** What. */\n  a: string\n  b?: {\n  c: number\n}[]\n}')).toBe(
      '{ a: string; b?: { c: number }[] }',
    )
  })
})
