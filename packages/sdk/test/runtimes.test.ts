import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeInBrowser } from '../../server/src/testing/browser.ts'
import { page, type Received, type Reply, testPeer } from './peer.ts'
import { expected, runChecks } from './runtimes/checks.ts'
import { isInstalled, noWorkerd, script, startWorker } from './runtimes.ts'

/** A server that stands in for the API: it knows three organizations. */
async function testApi(): Promise<string> {
  const { baseUrl } = await testPeer(answer)
  return baseUrl
}

/** A page that makes no request of its own. */
const blank = '<!doctype html><title>Test</title><link rel="icon" href="data:,">'

function answer({ method, url, body, headers }: Received): Reply {
  if (url.pathname === '/') return { headers: { 'content-type': 'text/html' }, text: blank }
  if (url.pathname === '/user_management/authenticate') return signIn(JSON.parse(body), headers.authorization)
  if (headers.authorization !== 'Bearer sk_test_1') return { status: 401, json: { message: 'Unauthorized' } }
  if (method === 'POST') return { status: 201, json: { id: 'org_1', name: JSON.parse(body).name } }
  if (url.pathname === '/organizations') {
    return url.searchParams.get('after') === 'org_2'
      ? page([{ id: 'org_3' }], { before: 'org_3' })
      : page([{ id: 'org_1' }, { id: 'org_2' }], { after: 'org_2' })
  }
  if (url.pathname === '/organizations/org_hangs') return 'hang'
  if (url.pathname === '/organizations/org_moved') {
    return { status: 307, headers: { location: '/organizations/org_elsewhere' } }
  }
  if (url.pathname === '/organizations/org_elsewhere') return { json: { id: 'org_elsewhere' } }
  return { status: 404, json: { message: 'Organization not found.' } }
}

/** Takes a code and its verifier, and no credential. */
function signIn(
  grant: { code_verifier?: string; client_secret?: string },
  credential: string | undefined,
): Reply {
  const isPublic = credential === undefined && grant.client_secret === undefined
  return isPublic && grant.code_verifier?.length === 43
    ? { json: { user: { id: 'user_1' }, access_token: 'access', refresh_token: 'refresh' } }
    : { status: 400, json: { error: 'invalid_grant', error_description: 'Not by a public client.' } }
}

describe('Node', () => {
  it('runs the SDK', async () => {
    expect(await runChecks(await testApi())).toEqual(expected)
  })
})

describe(`workerd${noWorkerd ? ` (skipped: ${noWorkerd})` : ''}`, () => {
  it.skipIf(noWorkerd)('runs the SDK without any flag for Node', async () => {
    const worker = await startWorker(`
      import { runChecks } from './runtimes/checks.ts'
      export default {
        fetch: async (request) => Response.json(await runChecks(new URL(request.url).searchParams.get('api'))),
      }`)
    const response = await worker.dispatchFetch(`http://worker/?api=${encodeURIComponent(await testApi())}`)
    expect(await response.json()).toEqual(expected)
  })
})

describeInBrowser('Chromium', (open) => {
  it('runs the SDK in a page', async () => {
    const { page, problems } = await open()
    const api = await testApi()
    await page.goto(api)
    const code = await script(`
      import { runChecks } from './runtimes/checks.ts'
      globalThis.runChecks = runChecks`)
    await page.addScriptTag({ type: 'module', content: code })
    const results = await page.evaluate((api) => {
      return (globalThis as unknown as { runChecks: typeof runChecks }).runChecks(api)
    }, api)
    expect(results).toEqual(expected)
    // The console shows answers other than 200 by itself: the refusal that one check is about.
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([])
  })
})

describe.each([
  ['Deno', 'deno', ['run', '--allow-net', '--allow-env']],
  ['Bun', 'bun', ['run']],
])('%s', (_, program, args) => {
  const missing = !isInstalled(program)
  it.skipIf(missing)(`runs the SDK${missing ? ` (skipped: ${program} is not installed)` : ''}`, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'portico-sdk-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const file = resolve(directory, 'checks.mjs')
    const code = `
      import { runChecks } from './runtimes/checks.ts'
      console.log(JSON.stringify(await runChecks(${JSON.stringify(await testApi())})))`
    await writeFile(file, await script(code))
    const { stdout } = await promisify(execFile)(program, [...args, file])
    expect(JSON.parse(stdout)).toEqual(expected)
  })
})
