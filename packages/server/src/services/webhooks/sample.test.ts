import { eventCatalogue, webhookEventNames } from '@portico/contract'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { sampleData } from './sample.ts'

describe('sampleData', () => {
  it.each(webhookEventNames)('makes data that %s could have', (event) => {
    const ajv = (addFormats as unknown as typeof addFormats.default)(new Ajv({ strict: false }))
    const validate = ajv.compile(eventCatalogue[event].data)
    validate(sampleData(event))
    expect(validate.errors).toBeNull()
  })
})
