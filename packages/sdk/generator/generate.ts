import type { Group, Operation } from '@portico/contract'
import { commonNamesFile, commonNamesOf, commonNamesSource } from './common-names.ts'
import { entryFile, entrySource } from './entries.ts'
import { enumsFile, enumsSource } from './enums.ts'
import { eventTypes, eventTypesFile, registerEventModels } from './events.ts'
import type { Files } from './files.ts'
import { Models } from './models.ts'
import { answers, bodySchema, isFlat, isList, isPage, itemsOf, ownQuery } from './operation.ts'
import { routesSource } from './routes.ts'
import { alternatives, members, type Schema } from './schema.ts'
import {
  accessorsSource,
  type HandWritten,
  indexSource,
  modelsFile,
  modelsSource,
  type Service,
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

/**
 * Makes the generated part of the package: code, not formatted yet, by path below `src/generated`.
 *
 * @param handWritten the files below `src/services`
 * @throws where the contract says something that cannot be carried over
 */
export function generate(groups: readonly Group[], handWritten: HandWritten): Files {
  const services = servicesOf(groups)
  const models = modelsOf(services)
  const common = commonNamesOf(services.flatMap(({ operations }) => operations))
  const files = new Map<string, string>()
  for (const service of services) {
    files.set(serviceFile(service.name), serviceSource(service, models, common, handWritten))
    const declared = modelsSource(service.name, models)
    if (declared) files.set(modelsFile(service.name), declared)
    files.set(entryFile(service.name), entrySource(service, models, handWritten))
  }
  files.set(eventTypesFile, eventTypes(models, common))
  files.set(commonNamesFile, commonNamesSource(common))
  files.set(enumsFile, enumsSource(services, models))
  files.set('generated/services.ts', accessorsSource(services, handWritten))
  files.set('generated/routes.ts', routesSource(services, models, handWritten))
  files.set('generated/index.ts', indexSource(services, models))
  return new Map([...files].map(([path, text]) => [path.replace('generated/', ''), text]))
}

/** Every model of the operations and of the events, each with the service that it stands with. */
export function modelsOf(services: readonly Service[]): Models {
  const models = new Models(builtins, modelsFile)
  const operations = services.flatMap((service) => service.operations)
  for (const operation of operations) registerModels(operation, models)
  registerEventModels(models)
  for (const operation of operations.toReversed()) settleModels(operation, models)
  return models
}

/** Notes every model that the operation sends and receives. */
function registerModels(operation: Operation, models: Models): void {
  const query = ownQuery(operation)
  const body = bodySchema(operation)
  const flat = body !== undefined && isFlat(body)
  for (const sent of [
    ...(query ? [query] : []),
    ...(flat ? members(body).map(({ schema }) => schema) : [body]),
  ]) {
    if (sent) models.register(sent, 'input', operation.service)
  }
  for (const answer of answers(operation)) models.register(received(answer), 'output', operation.service)
}

/** Gives the models that the operation answers to its service. The first operation of the contract has the last word. */
function settleModels(operation: Operation, models: Models): void {
  for (const answer of answers(operation).flatMap((one) => alternatives(received(one)))) {
    models.settle(answer, operation.service)
  }
}

/** What of an answer comes to have a type: the items of a list, everything else whole. */
function received(answer: Schema): Schema {
  return isPage(answer) || isList(answer) ? itemsOf(answer) : answer
}
