import type { Group } from '@portico/contract'
import type { Files } from '../files.ts'
import { modelsOf } from '../generate.ts'
import { fileName } from '../names.ts'
import { servicesOf } from '../services.ts'
import { declarationsOf } from './declarations.ts'
import { type Entry, entryPage } from './entry-page.ts'
import { eventsPage } from './events-page.ts'
import { classSource } from './hand-written.ts'
import { indexPage } from './index-page.ts'
import { servicePage } from './service-page.ts'
import { pageOf, Types } from './types.ts'

/** The entries that are written by hand, by what they are imported by. */
const entryFiles: Readonly<Record<string, string>> = {
  '@portico/sdk': 'index.ts',
  '@portico/sdk/core': 'entries/core.ts',
  '@portico/sdk/testing': 'testing/index.ts',
  '@portico/sdk/auth': 'adapters/auth.ts',
  '@portico/sdk/express': 'adapters/express.ts',
  '@portico/sdk/fastify': 'adapters/fastify.ts',
  '@portico/sdk/hono': 'adapters/hono.ts',
  '@portico/sdk/next': 'adapters/next.ts',
}

function entriesOf(sources: Files): Entry[] {
  return Object.entries(entryFiles).map(([specifier, file]) => ({
    specifier,
    page: `entry-${specifier.split('/')[2] ?? 'main'}.md`,
    declarations: declarationsOf(file, sources),
  }))
}

/**
 * The pages of the reference, by file name.
 *
 * @param sources the files below `src`
 */
export function referencePages(groups: readonly Group[], sources: Files): Files {
  const services = servicesOf(groups)
  const entries = entriesOf(sources)
  const types = new Types(modelsOf(services), services)
  return new Map([
    ['README.md', indexPage(services, entries)],
    ['event-types.md', eventsPage(types)],
    ...entries.map((entry, i) => [entry.page, entryPage(entry, entries.slice(0, i))] as const),
    ...services.map((service) => {
      const source = classSource(`services/${fileName(service.name)}.ts`, sources)
      return [pageOf(service.name), servicePage(service, source, types)] as const
    }),
  ])
}
