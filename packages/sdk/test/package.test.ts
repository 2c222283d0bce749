import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptFile } from '../build/manifest.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')
const tsc = resolve(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
const source = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8'))
/** The parts that frameworks call: they are of no use without one. */
const adapters = ['./fastify', './express', './hono', './next']
const entries = Object.keys(source.exports)
const portable = entries.filter((entry) => !adapters.includes(entry))
const specifier = (entry: string) => `@portico/sdk${entry.slice(1)}`

let directory: string
let tarball: Buffer
/** A project that has installed the package. */
let consumer: string
let installed: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portico-sdk-package-'))
  const dist = join(directory, 'dist')
  await run(process.execPath, [resolve(root, 'build/main.ts'), dist])
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], {
    cwd: dist,
  })
  const file = join(directory, JSON.parse(packed.stdout)[0].filename)
  tarball = await readFile(file)
  consumer = join(directory, 'consumer')
  installed = join(consumer, 'node_modules/@portico/sdk')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', file, '--strip-components=1', '-C', installed])
  await cp(join(import.meta.dirname, 'consumer'), consumer, { recursive: true })
  await writeFile(join(consumer, 'package.json'), JSON.stringify({ type: 'module' }))
}, 120_000)
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('the packed package', { timeout: 120_000 }, () => {
  it('has nothing that publint would change', async () => {
    const { messages, pkg } = await publint({
      pack: {
        tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length) as ArrayBuffer,
      },
      level: 'suggestion',
    })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  it('has right types for every entry, wherever modules are understood', async () => {
    const result = await checkPackage(createPackageFromTarballData(tarball))
    if (!result.types) throw new Error('The package has no types.')
    expect(Object.keys(result.entrypoints).sort()).toEqual([...entries, './package.json'].sort())
    // It is ESM alone: resolution as of Node 10 and `require` of old versions of Node are not for it.
    const esm = result.problems.filter(
      (problem) =>
        !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
    )
    expect(esm).toEqual([])
  })

  it('holds what is needed and nothing else', async () => {
    const files = await readdir(installed, { recursive: true, withFileTypes: true })
    const names = files.filter((file) => file.isFile()).map(({ name }) => name)
    expect(
      names.filter((name) => !/^(package\.json|README\.md|LICENSE|.*\.js|.*\.d\.ts)$/.test(name)),
    ).toEqual([])
    expect(names.filter((name) => /\.test\.|^peer\./.test(name))).toEqual([])
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      name: '@portico/sdk',
      version: source.version,
      type: 'module',
      sideEffects: false,
    })
    expect(Object.keys(manifest)).not.toContain('dependencies')
    expect(Object.keys(manifest)).not.toContain('private')
    expect(JSON.stringify(manifest)).not.toContain('./src/')
  })

  it('is dropped from a bundle where it is not used, also by who is not told that it may be', async () => {
    const everything = portable.map((entry) => `import '${scriptFile(entry)}'\n`)
    const left = await bundled(everything.join(''))
    const names = [...left.matchAll(/^(?:var|let|const|class|function\*?|async function) (\w+)/gm)].map(
      ([, name]) => name,
    )
    // Errors and secrets have members by symbols, which could be anything to a bundler; whatever makes a request uses
    // them. Arithmetic with numbers is left to minifiers.
    const known = /Error$|^(kind|brand|redacted|SecretString)$/
    const numbers = [...left.matchAll(/^var (\w+) = [\d*e/ ]+;$/gm)].map(([, name]) => name)
    expect(names.filter((name) => !known.test(name!) && !numbers.includes(name))).toEqual([])
    expect(left.replace(/^(var|function|async function|import) .*|^\}.*|^ .*|^\/\/.*/gm, '').trim()).toBe('')
  })

  it('is shaken to the one service that is used', async () => {
    const code = await bundled(`export { Organizations } from './organizations.js'`)
    const others = ['/user_management/', '/portico/', 'dsync.user.created'].filter((text) =>
      code.includes(text),
    )
    expect(others).toEqual([])
    expect(code.includes('/organizations/external_id/')).toBe(true)
  })

  it('names no file that it lacks', async () => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
    const files = Object.values(manifest.exports).flatMap((entry) => Object.values(Object(entry))) as string[]
    expect(files.filter((file) => file.startsWith('./') && !existsSync(join(installed, file)))).toEqual([])
  })
})

describe('a project that has installed it', { timeout: 120_000 }, () => {
  const web = { lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [] }
  // Without the types of browsers, whose names Node has as well.
  const server = { lib: ['es2023'], types: ['node'], typeRoots: [resolve(root, '../../node_modules/@types')] }
  it.each([
    ['web', 'nodenext', 'nodenext', web],
    ['web', 'node16', 'node16', web],
    ['web', 'esnext', 'bundler', web],
    ['Node', 'nodenext', 'nodenext', server],
  ])('type-checks for %s with modules %s, resolved as %s', async (_, module, moduleResolution, platform) => {
    const imports = portable.map(
      (entry, i) => `import * as entry${i} from '${specifier(entry)}'\nvoid entry${i}\n`,
    )
    await writeFile(join(consumer, 'entries.ts'), imports.join(''))
    const compilerOptions = {
      ...platform,
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      allowJs: true,
      checkJs: true,
      noEmit: true,
    }
    const project = { compilerOptions, files: ['entries.ts', 'use.js'] }
    await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(project))
    await expectSuccess(process.execPath, [tsc, '-p', consumer])
  })

  it('type-checks with the adapters beside their frameworks, and loads them', async () => {
    const frameworks = ['express', 'fastify', 'hono']
    for (const name of [...frameworks, '@types']) {
      await symlink(resolve(root, '../../node_modules', name), join(consumer, 'node_modules', name))
    }
    const used = entries.filter((entry) => frameworks.includes(entry.slice(2)))
    const imports = used.map(
      (entry, i) => `import * as adapter${i} from '${specifier(entry)}'\nvoid adapter${i}\n`,
    )
    await writeFile(join(consumer, 'adapters.ts'), imports.join(''))
    const options = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, skipLibCheck: true }
    const project = { compilerOptions: { ...options, types: ['node'] }, files: ['adapters.ts'] }
    await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(project))
    await expectSuccess(process.execPath, [tsc, '-p', consumer])
    const loads = adapters.map((entry) => `await import('${specifier(entry)}')`)
    await expectSuccess(process.execPath, ['--input-type=module', '-e', loads.join('\n')])
  })

  it('runs on this Node', () => runConsumer(process.execPath))

  const oldest = oldestNode()
  it.skipIf(!oldest)(
    `runs on Node 20${oldest ? '' : ' (skipped: there is none; set PORTICO_NODE_20 to one)'}`,
    () => runConsumer(oldest!),
  )

  it('has one copy of each class, whichever entry it comes from', async () => {
    const script = `
      import { Client, SecretString } from '@portico/sdk'
      import { createFake } from '@portico/sdk/testing'
      if (!(createFake().client() instanceof Client)) throw new Error('two copies')`
    await expectSuccess(process.execPath, ['--input-type=module', '-e', script])
  })
})

/** A bundle of code beside the scripts of the package, whose manifest says nothing about them. */
async function bundled(code: string): Promise<string> {
  const bare = join(directory, 'bare')
  await cp(installed, bare, { recursive: true })
  await writeFile(join(bare, 'package.json'), '{"type":"module"}')
  const options = { bundle: true, format: 'esm', platform: 'neutral', write: false } as const
  const { outputFiles } = await build({ ...options, stdin: { contents: code, resolveDir: bare } })
  return outputFiles[0]!.text
}

async function runConsumer(node: string): Promise<void> {
  const imports = portable.map((entry) => `await import('${specifier(entry)}')`)
  await expectSuccess(node, ['--input-type=module', '-e', imports.join('\n')])
  await expectSuccess(node, [join(consumer, 'use.js')])
}

/** Fails with what the program said. */
async function expectSuccess(program: string, args: string[]): Promise<void> {
  const said = await run(program, args, { cwd: consumer }).then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  )
  expect(said).toBe('')
}

/** A Node of the oldest version that is supported: the machine's own may be one. */
function oldestNode(): string | undefined {
  return [process.env.PORTICO_NODE_20, '/usr/bin/node', '/usr/local/bin/node'].find((node) => {
    return (
      node && existsSync(node) && execFileSync(node, ['--version'], { encoding: 'utf8' }).startsWith('v20.')
    )
  })
}
