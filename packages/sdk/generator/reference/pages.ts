import type { Group } from '@portico/contract'
import type { Files } from '../files.ts'
import { modelsOf } from '../generate.ts'
import { fileName } from '../names.ts'
import { servicesOf } from '../services.ts'
import { eventsPage } from './events-page.ts'
import { indexPage } from './index-page.ts'
import { servicePage } from './service-page.ts'
import { pageOf, Types } from './types.ts'

/**
 * The pages of the reference, by file name.
 *
 * @param handWritten the files below `src/services`
 */
export function referencePages(groups: readonly Group[], handWritten: Files): Files {
  const services = servicesOf(groups)
  const types = new Types(modelsOf(services), services)
  return new Map([
    ['README.md', indexPage(services)],
    ['event-types.md', eventsPage(types)],
    ...services.map((service) => {
      const source = handWritten.get(`${fileName(service.name)}.ts`)
      return [pageOf(service.name), servicePage(service, source, types)] as const
    }),
  ])
}
