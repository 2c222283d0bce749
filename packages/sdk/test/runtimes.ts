import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { onTestFinished } from 'vitest'

/** Code as one script without imports: what is no part of the web platform would not be found. */
export async function script(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]!.text
}

/** Runs a worker in workerd, without any flag for Node, for the current test. */
export async function startWorker(code: string, bindings: Record<string, string> = {}): Promise<Miniflare> {
  const worker = new Miniflare({
    modules: true,
    compatibilityDate: '2026-01-01',
    script: await script(code),
    bindings,
  })
  onTestFinished(() => worker.dispose())
  return worker
}

/** Why no worker can be started here, if none can: its program is not made for every system. */
export const noWorkerd = reasonWithoutWorkerd()

function reasonWithoutWorkerd(): string | undefined {
  const require = createRequire(import.meta.url)
  const program = createRequire(require.resolve('miniflare'))('workerd').default
  return isInstalled(program) ? undefined : 'workerd does not run on this system'
}

export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
