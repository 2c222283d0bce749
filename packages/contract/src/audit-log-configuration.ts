import Type, { type Static } from 'typebox'
import { id, model, nullable, openEnum, timestamp } from './core/index.ts'

const AuditLogStream = model(
  'AuditLogStream',
  {
    id: id('als'),
    type: openEnum(
      ['AzureSentinel', 'Datadog', 'GenericHttps', 'GoogleCloudStorage', 'S3', 'Snowflake', 'Splunk'],
      {
        description: 'Where it sends events.',
      },
    ),
    state: openEnum(['active', 'inactive', 'error', 'invalid'], { description: 'Whether it works.' }),
    last_synced_at: nullable(timestamp('When it last sent events.')),
    created_at: timestamp(),
  },
  { description: 'A stream that sends audit log events to a system of the customer.' },
)

export const AuditLogConfiguration = model(
  'AuditLogConfiguration',
  {
    organization_id: id('org', 'The organization whose log it is.'),
    retention_period_in_days: Type.Integer({ description: 'For how many days events are kept.' }),
    state: openEnum(['active', 'inactive', 'disabled'], { description: 'Whether events are taken in.' }),
    log_stream: Type.Optional(AuditLogStream),
  },
  { description: 'How the audit log of an organization is set up.' },
)
export type AuditLogConfiguration = Static<typeof AuditLogConfiguration>
