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
process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: listenForInterruption(process),
})
