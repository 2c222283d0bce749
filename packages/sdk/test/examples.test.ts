import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractPeer, startContractPeer } from './contract-peer/index.ts'
import { allExamples, examplesIn } from './examples/blocks.ts'
import { workspaceOf } from './examples/workspace.ts'

const examples = allExamples()
const workspace = workspaceOf(examples)
let peer: ContractPeer
let runner: ChildProcess

beforeAll(async () => {
  peer = await startContractPeer()
  runner = startRunner(peer.baseUrl)
})
afterAll(() => {
  runner?.kill()
  peer?.close()
  workspace.remove()
})

describe('the examples of the documentation', () => {
  it('compile, with all strictness', { timeout: 120_000 }, () => {
    expect(workspace.compile()).toBe('')
  })

  it.each(examples.filter(({ notRun }) => !notRun))('run as they stand: $place', async (example) => {
    const failure = await run(workspace.file(example))
    expect({ failure, complaints: peer.takeComplaints() }).toEqual({ failure: undefined, complaints: [] })
  })

  it.each(examples.filter(({ notRun }) => notRun))('say why they are not run: $place', ({ notRun }) => {
    expect(notRun).toMatch(/\w+ \w+/)
  })
})

describe('examplesIn', () => {
  it('finds the blocks of TypeScript, what they take as given, and where they stand', () => {
    const text = [
      '# A',
      '```ts client',
      'a()',
      '```',
      '```sh',
      'b',
      '```',
      '```ts not run: it waits',
      'c()',
      '```',
    ]
    expect(examplesIn(text.join('\n'), 'a.md')).toEqual([
      { place: 'a.md:3', code: 'a()', line: 3, prelude: ['client'] },
      { place: 'a.md:9', code: 'c()', line: 9, prelude: [], notRun: 'it waits' },
    ])
  })
})

/** The process in which examples run: its environment is what a reader's would be. */
function startRunner(baseUrl: string): ChildProcess {
  return fork(join(import.meta.dirname, 'examples/run.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      // Some keep files there.
      HOME: workspace.directory,
      WORKOS_BASE_URL: baseUrl,
      WORKOS_API_KEY: 'sk_test_examples',
      WORKOS_CLIENT_ID: 'client_examples',
      WORKOS_COOKIE_PASSWORD: 'a-cookie-password-of-32-chars-ok',
      WORKOS_REDIRECT_URI: 'https://app.example.com/callback',
      WORKOS_WEBHOOK_SECRET: 'whsec_examples',
      WORKOS_ACTIONS_SECRET: 'actions_examples',
    },
  })
}

/** Runs one module in the runner. Answers what it failed with, if it did. */
async function run(file: string): Promise<string | undefined> {
  runner.send(file)
  const [{ failure }] = (await once(runner, 'message')) as [{ failure?: string }]
  return failure
}
