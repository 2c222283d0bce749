import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { version } from './index.ts'

const root = resolve(import.meta.dirname, '..')
const { dependencies, ...manifest } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))

describe('the package', () => {
  it('type-checks where there is nothing but the web platform', async () => {
    const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
    const tsc = resolve(typescript, '../bin/tsc')
    await promisify(execFile)(process.execPath, [tsc, '-p', resolve(root, 'tsconfig.web.json')])
  })

  it('depends on nothing', () => {
    expect(dependencies).toBeUndefined()
  })

  it('names its own version', () => {
    expect(version).toBe(manifest.version)
  })
})
