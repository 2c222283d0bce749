#!/usr/bin/env node
import module from 'node:module'

// Before anything else is loaded: what is compiled once is not compiled again at the next start.
module.enableCompileCache()

const { run } = await import('./cli.ts')
const { listenForInterruption } = await import('./interruption.ts')

// The reader may have enough: `portico openapi | head`. That is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: listenForInterruption(process),
})
process.exitCode = exitCode
// The command has returned: what still keeps the process is not worth waiting for. Listeners of `exit` are heard.
setTimeout(() => process.exit(exitCode), 3_000).unref()
