import type { Group } from '@portico/contract'
import type { Files } from '../files.ts'
import { modelsOf } from '../generate.ts'
import { fileName } from '../names.ts'
import { servicesOf } from '../services.ts'
import { eventsPage } from './events-page.ts'
import { classSource } from './hand-written.ts'
import { indexPage } from './index-page.ts'
import { servicePage } from './service-page.ts'
import { pageOf, Types } from './types.ts'

/**
 * The pages of the reference, by file name.
 *
 * @param sources the files below `src`
 */
export function referencePages(groups: readonly Group[], sources: Files): Files {
  const services = servicesOf(groups)
  const types = new Types(modelsOf(services), services)
  return new Map([
    ['README.md', indexPage(services)],
    ['event-types.md', eventsPage(types)],
    ...services.map((service) => {
      const source = classSource(`services/${fileName(service.name)}.ts`, sources)
      return [pageOf(service.name), servicePage(service, source, types)] as const
    }),
  ])
}
