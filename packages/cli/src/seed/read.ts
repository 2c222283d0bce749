import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { exitCodes, Failure } from '../framework/failure.ts'
import { type Seed, seedFormat } from './format.ts'
import { type Path, showPath } from './shape.ts'

type Problem = { line: number | undefined; path: Path; message: string }

/**
 * Reads a seed file, YAML or JSON.
 *
 * @returns what it asks for, and a line about each thing in it that is not served
 * @throws {Failure} that names every place in the file which does not fit
 */
export function readSeedFile(file: string): { seed: Seed; unserved: string[] } {
  const lines = new LineCounter()
  // JSON is YAML. So one reader will do, and both have line numbers.
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? undefined : lines.linePos(offset).line
  const [syntaxError] = document.errors
  if (syntaxError) {
    throw unusable(file, [{ line: lineAt(syntaxError.pos[0]), path: [], message: `${syntaxError.message}` }])
  }

  const problems: Problem[] = []
  const unserved: string[] = []
  /** The line of the nearest thing that is there: what is missing has none. */
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        | { range?: readonly number[] | null }
        | undefined
      if (node?.range) return lineAt(node.range[0])
    }
    return undefined
  }
  const seed = seedFormat(document.toJS() ?? {}, [], {
    problem: (path, message) => void problems.push({ line: lineOf(path), path, message }),
    unserved: (path, message) => void unserved.push(`${showPath(path)} is left out: ${message}.`),
  })
  for (const { path, message } of duplicates(seed)) problems.push({ line: lineOf(path), path, message })
  if (problems.length > 0) throw unusable(file, problems)
  return { seed, unserved }
}

/** What names the same thing twice: the file would fight with itself at every start. */
function duplicates(seed: Seed): { path: Path; message: string }[] {
  const found: { path: Path; message: string }[] = []
  const unique = <T extends { at: Path }>(
    entries: readonly T[] | undefined,
    member: string,
    key: (entry: T) => unknown,
  ) => {
    const seen = new Map<unknown, Path>()
    for (const entry of entries ?? []) {
      const value = key(entry)
      const first = seen.get(value)
      if (value === undefined) continue
      if (first) found.push({ path: [...entry.at, member], message: `is that of ${showPath(first)}, too` })
      else seen.set(value, entry.at)
    }
  }
  unique(seed.organizations, 'external_id', ({ external_id }) => external_id)
  unique(
    seed.organizations?.filter(({ external_id }) => external_id === undefined),
    'name',
    ({ name }) => name,
  )
  unique(seed.permissions, 'slug', ({ slug }) => slug)
  unique(seed.roles, 'slug', ({ slug }) => slug)
  unique(seed.redirect_uris, 'uri', ({ uri }) => uri)
  unique(seed.cors_origins, 'origin', ({ origin }) => origin)
  unique(seed.webhook_endpoints, 'endpoint_url', ({ endpoint_url }) => endpoint_url)
  return found
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`, {
      remedy: 'Name a YAML or JSON file with --seed.',
      exitCode: exitCodes.cannotStart,
      cause: error,
    })
  }
}

function unusable(file: string, problems: readonly Problem[]): Failure {
  const lines = problems.map(({ line, path, message }) => {
    const place = [line && `line ${line}`, showPath(path)].filter(Boolean).join(', ')
    return `  ${place}: ${message}`
  })
  return new Failure(`${file} cannot be used as a seed.\n${lines.join('\n')}`, {
    remedy: 'Mend it and start again. The format is in the README of packages/cli.',
    exitCode: exitCodes.cannotStart,
  })
}
