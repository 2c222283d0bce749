import type { Group } from '@portico/contract'
import { eventTypes, eventTypesFile, registerEventModels } from './events.ts'
import { Models } from './models.ts'
import { answers, registerModels } from './operations.ts'
import { asSchema } from './schema.ts'
import {
  accessorsSource,
  indexSource,
  modelsFile,
  modelsSource,
  serviceFile,
  serviceSource,
  servicesOf,
} from './services.ts'

/** Models that are written by hand or with the events, and where. */
const builtins = {
  Event: eventTypesFile,
  EventName: eventTypesFile,
  ListMetadata: 'page.ts',
}

/** The generated part of the package: unformatted code by path below `src/`. */
export function generate(groups: readonly Group[]): Map<string, string> {
  const services = servicesOf(groups)
  const models = new Models(builtins, modelsFile)
  for (const { operations } of services) for (const operation of operations) registerModels(operation, models)
  registerEventModels(models)
  for (const { name, operations } of services.toReversed()) {
    for (const answer of operations.toReversed().flatMap(answers)) {
      models.settle(asSchema(answer), name)
      const items = asSchema(answer).properties?.data?.items
      if (items && !Array.isArray(items)) models.settle(items as never, name)
    }
  }
  const files = new Map<string, string>()
  for (const service of services) {
    files.set(serviceFile(service.name), serviceSource(service, models))
    const declared = modelsSource(service.name, models)
    if (declared) files.set(modelsFile(service.name), declared)
  }
  files.set(eventTypesFile, eventTypes(models))
  files.set('generated/services.ts', accessorsSource(services))
  files.set('generated/index.ts', indexSource(services, models))
  return files
}
