import { describe, expect, it } from 'vitest'
import { declarationsOf } from './declarations.ts'
import { entryPage } from './entry-page.ts'

const sources = new Map([
  [
    'index.ts',
    `export { greet, type Greeting } from './greet.ts'
export * from './parts/index.ts'
export * from './generated/index.ts'
`,
  ],
  ['generated/index.ts', 'export const left = 1\n'],
  [
    'greet.ts',
    `/** What is said. */
export type Greeting = {
  /** To whom. */
  name: string
}
/** Says it: politely. More follows. */
export async function greet(
  greeting: Greeting,
  { loud }: Options = {},
): Promise<void> {
  await 1
}

export const hidden = 1
`,
  ],
  ['parts/index.ts', `export { isOut, Robot } from './robot.ts'\n`],
  [
    'parts/robot.ts',
    `/** Whether it is out. */
export const isOut = (robot: unknown): robot is Robot => robot === 1

/**
 * A robot:
 *
 * \`\`\`ts
 * await greet({ name: new Robot().name })
 * \`\`\`
 */
export class Robot extends Machine {
  /** What it is called. */
  readonly name: string = 'r'

  /** Whether it walks. */
  get walks(): boolean {
    return true
  }

  /** Not for everybody. */
  private secret = 1
}
`,
  ],
])

describe('what an entry exports', () => {
  const declarations = declarationsOf('index.ts', sources)

  it('is found through the files that lead to it, but for what is generated and what is not exported', () => {
    expect(declarations.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'type Greeting',
      'class Robot',
      'function greet',
      'constant isOut',
    ])
  })

  it('has its signature, and a class its members', () => {
    expect(declarations.map(({ code }) => code)).toEqual([
      'type Greeting = {\n  /** To whom. */\n  name: string\n}',
      'class Robot extends Machine',
      'greet(greeting: Greeting, options?: Options): Promise<void>',
      'const isOut = (robot: unknown): robot is Robot',
    ])
    expect(declarations[1]?.methods.map(({ signature }) => signature)).toEqual([
      'readonly name: string',
      'get walks(): boolean',
    ])
  })

  it('has a page, whose examples import what they use', () => {
    const page = entryPage({ specifier: 'robots', page: 'robots.md', declarations }, [])
    expect(page).toContain('| [`greet`](#greet) | Says it: politely. |')
    expect(page).toContain(
      "```ts\nimport { Robot, greet } from 'robots'\n\nawait greet({ name: new Robot().name })\n```",
    )
  })

  it('is told once: a later page says where', () => {
    const main = { specifier: 'robots', page: 'robots.md', declarations }
    const page = entryPage({ specifier: 'robots/core', page: 'core.md', declarations }, [main])
    expect(page).toContain('As in [`robots`](robots.md): `Greeting`, `Robot`, `greet`, `isOut`.')
    expect(page).not.toContain('## Classes')
  })
})
