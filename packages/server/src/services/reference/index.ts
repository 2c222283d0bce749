// The API as people and tools read it: the reference and the OpenAPI document, both made of the contract.
export { type CatalogueService, catalogueOf } from './catalogue.ts'
export { referencePages } from './pages.ts'
