// The guide to single sign-on, tried: every command of it is run, in its order, by the shell that a reader has.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startTestDevelopment } from '@portico/server/testing'
import { expect, it, onTestFinished } from 'vitest'

const guide = readFileSync(new URL('../docs/guides/sso.md', import.meta.url), 'utf8')
const commands = Array.from(guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block]) => block)
const missing = ['bash', 'curl', 'jq', 'openssl'].filter(
  (program) => spawnSync(program, ['--version']).error !== undefined,
)

const title = missing.length > 0 ? ` (skipped: there is no ${missing.join(', ')})` : ''

it.skipIf(missing.length > 0)(`can be followed word by word${title}`, async () => {
  const development = await startTestDevelopment({ demoData: true })
  onTestFinished(() => development.stop())
  const directory = mkdtempSync(join(tmpdir(), 'portico-guide-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  mkdirSync(join(directory, '.portico'))
  const { apiKey, clientId, url } = development
  const credentials = { WORKOS_API_KEY: apiKey, WORKOS_CLIENT_ID: clientId, WORKOS_BASE_URL: url }
  const lines = Object.entries(credentials).map((pair) => pair.join('='))
  writeFileSync(join(directory, '.portico/credentials.env'), lines.join('\n'))

  const script = ['set -eo pipefail', ...commands].join('\n').replaceAll(':4100', `:${new URL(url).port}`)
  const shell = spawn('bash', ['-c', script], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, complaints] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    once(shell, 'close'),
  ])
  expect(complaints).toBe('')
  expect(shell.exitCode).toBe(0)
  for (const shown of ['"draft"', '"validating"', '/sso/test/', '"auditor"', '"role_slug":"admin"']) {
    expect(output).toContain(shown)
  }
})

it('leads to documents and headings that exist', () => {
  const headings = Array.from(guide.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  const links = Array.from(guide.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link)
  for (const link of links.filter((one) => one.startsWith('#'))) expect(headings).toContain(link.slice(1))
  for (const link of links.filter((one) => one.startsWith('..'))) {
    expect(() => readFileSync(new URL(`../docs/guides/${link.split('#')[0]}`, import.meta.url))).not.toThrow()
  }
})
