import Type, { type Static } from 'typebox'
import {
  error,
  group,
  id,
  kind,
  messageError,
  model,
  notFound,
  nullable,
  opaqueMap,
  opaqueObject,
  openEnum,
  operation,
  page,
  paging,
  secret,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

const jsonSchema = opaqueObject({ description: 'A JSON Schema that metadata must fit.' })

const AuditLogSchemaActor = model(
  'AuditLogSchemaActor',
  { metadata: jsonSchema },
  { description: 'What is known of actors.' },
)
const AuditLogSchemaTarget = model(
  'AuditLogSchemaTarget',
  {
    type: Type.String({ description: 'The kind of thing acted on.', examples: ['document'] }),
    metadata: Type.Optional(jsonSchema),
  },
  { description: 'A kind of thing that an action may be taken on, and what is known of it.' },
)
const targets = Type.Array(AuditLogSchemaTarget, { description: 'What the action may be taken on.' })

export const AuditLogSchema = model(
  'AuditLogSchema',
  {
    object: kind('audit_log_schema'),
    version: Type.Integer({ description: 'Its number. Events name it; it never changes.' }),
    actor: Type.Optional(AuditLogSchemaActor),
    targets,
    metadata: Type.Optional(jsonSchema),
    created_at: timestamp(),
  },
  { description: 'What an event of an action must look like.' },
)
export type AuditLogSchema = Static<typeof AuditLogSchema>

export const AuditLogAction = model(
  'AuditLogAction',
  {
    object: kind('audit_log_action'),
    name: Type.String({ description: 'What events name it by.', examples: ['document.deleted'] }),
    schema: AuditLogSchema,
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'Something that can be done, with the newest schema of its events.' },
)
export type AuditLogAction = Static<typeof AuditLogAction>

const metadata = Type.Optional(
  opaqueMap(Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]), {
    description: 'Details in keys of your own, as the schema allows them.',
    maxProperties: 50,
    propertyNames: { pattern: '^[a-zA-Z0-9_-]{0,40}$' },
  }),
)

const party = {
  id: Type.String({ description: 'The identifier in your own system.' }),
  type: Type.String({ description: 'What kind of thing it is.', examples: ['user'] }),
  name: Type.Optional(Type.String({ description: 'What people call it.' })),
  metadata,
}

export const AuditLogActor = model('AuditLogActor', party, { description: 'Who did it.' })
export const AuditLogTarget = model('AuditLogTarget', party, { description: 'What it was done to.' })
export const AuditLogContext = model(
  'AuditLogContext',
  {
    location: Type.String({ description: 'Where it came from: an IP address, or another word for a place.' }),
    user_agent: Type.Optional(Type.String({ description: 'The browser or program used.' })),
  },
  { description: 'Whence it was done.' },
)

export const AuditLogEvent = model(
  'AuditLogEvent',
  {
    action: Type.String({ description: 'What was done.', examples: ['document.deleted'] }),
    occurred_at: timestamp('When it was done.'),
    actor: AuditLogActor,
    targets: Type.Array(AuditLogTarget, { description: 'What it was done to.' }),
    context: AuditLogContext,
    metadata,
    version: Type.Optional(Type.Integer({ description: 'The schema it follows. Default: the first.' })),
  },
  { description: 'Something that a person or a program did in your application.' },
)
export type AuditLogEvent = Static<typeof AuditLogEvent>

export const AuditLogEventReceipt = model(
  'AuditLogEventReceipt',
  { success: Type.Boolean({ description: 'Whether the event was taken in.' }) },
  { description: 'That an event was taken in.' },
)

export const AuditLogExport = model(
  'AuditLogExport',
  {
    object: kind('audit_log_export'),
    id: id('audit_log_export'),
    state: openEnum(['pending', 'ready', 'error', 'expired'], { description: 'Whether the file is there.' }),
    url: Type.Optional(
      nullable(
        secret(
          Type.String({ description: 'Where the file is, for ten minutes. Each reading makes a new one.' }),
        ),
      ),
    ),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A CSV file of audit log events.' },
)
export type AuditLogExport = Static<typeof AuditLogExport>

export const AuditLogsRetention = model(
  'AuditLogsRetention',
  {
    retention_period_in_days: nullable(
      Type.Integer({ description: 'For how many days events are kept; null when nobody has said.' }),
    ),
  },
  { description: 'For how long the audit log of an organization is kept.' },
)

const names = Type.Array(Type.String())

export const auditLogActionNotFound = notFound('Audit log action')
export const auditLogExportNotFound = notFound('Audit log export')
export const invalidAuditLogEvent = error(
  400,
  'invalid_audit_log_event',
  'The event does not fit its schema.',
  {
    errors: Type.Array(
      model(
        'SchemaViolation',
        { instancePath: Type.String({ description: 'The member in question, as a JSON Pointer.' }) },
        { description: 'A place where an event does not fit its schema.' },
      ),
      { description: 'Each place that does not fit.' },
    ),
  },
)
export const auditLogsUnavailable = messageError(
  400,
  'audit_logs_unavailable',
  'The organization takes in no audit log events.',
)
export const rateLimitExceeded = error(429, 'rate_limit_exceeded', 'Too many events. Wait a while.')
export const invalidExportRange = messageError(
  400,
  'invalid_range',
  'The range is empty, or longer than three months.',
)

export const auditLogs = group('auditLogs', {
  listActions: operation({
    method: 'GET',
    path: '/audit_logs/actions',
    summary: 'List the actions that audit logs know',
    query: paging,
    status: 200,
    returns: page(AuditLogAction),
  }),
  createSchema: operation({
    method: 'POST',
    path: '/audit_logs/actions/{actionName}/schemas',
    summary: 'Create the next version of the schema of an action',
    description: 'Creates the action, too, where there is none.',
    body: model(
      'CreateAuditLogSchema',
      {
        actor: Type.Optional(AuditLogSchemaActor),
        targets: { ...targets, minItems: 1 },
        metadata: Type.Optional(jsonSchema),
      },
      { description: 'The next version of a schema.' },
    ),
    status: 201,
    returns: AuditLogSchema,
  }),
  listSchemas: operation({
    method: 'GET',
    path: '/audit_logs/actions/{actionName}/schemas',
    summary: 'List the versions of the schema of an action',
    query: paging,
    status: 200,
    returns: page(AuditLogSchema),
    throws: [auditLogActionNotFound],
  }),
  createEvent: operation({
    method: 'POST',
    path: '/audit_logs/events',
    summary: 'Record an audit log event',
    description: 'The same event with the same idempotency key, or with none, is recorded once.',
    body: model(
      'CreateAuditLogEvent',
      {
        organization_id: Type.String({ description: 'The organization in whose log it belongs.' }),
        event: AuditLogEvent,
      },
      { description: 'An event, and the log it belongs in.' },
    ),
    status: 200,
    returns: AuditLogEventReceipt,
    throws: [
      invalidAuditLogEvent,
      auditLogsUnavailable,
      organizationNotFound,
      auditLogActionNotFound,
      rateLimitExceeded,
    ],
  }),
  createExport: operation({
    method: 'POST',
    path: '/audit_logs/exports',
    summary: 'Begin to write audit log events to a file',
    body: model(
      'CreateAuditLogExport',
      {
        organization_id: Type.String({ description: 'The organization whose log to write.' }),
        range_start: timestamp('From when on.'),
        range_end: timestamp('Until when.'),
        actions: Type.Optional({ ...names, description: 'Only these actions.' }),
        actor_names: Type.Optional({ ...names, description: 'Only actors with these names.' }),
        actor_ids: Type.Optional({ ...names, description: 'Only actors with these identifiers.' }),
        targets: Type.Optional({ ...names, description: 'Only targets of these kinds.' }),
        actors: Type.Optional({
          ...names,
          description: 'The same as `actor_names`, which supersedes it.',
          deprecated: true,
        }),
      },
      { description: 'Which events to write to a file.' },
    ),
    status: 201,
    returns: AuditLogExport,
    throws: [invalidExportRange, organizationNotFound],
    invalid: 'bad_request',
    transaction: 'own',
  }),
  getExport: operation({
    method: 'GET',
    path: '/audit_logs/exports/{auditLogExportId}',
    summary: 'Get an export and, when it is ready, the address of its file',
    status: 200,
    returns: AuditLogExport,
    throws: [auditLogExportNotFound],
  }),
  getOrganizationAuditLogsRetention: operation({
    method: 'GET',
    path: '/organizations/{id}/audit_logs_retention',
    summary: 'Get for how long the audit log of an organization is kept',
    status: 200,
    returns: AuditLogsRetention,
    throws: [organizationNotFound],
  }),
  updateOrganizationAuditLogsRetention: operation({
    method: 'PUT',
    path: '/organizations/{id}/audit_logs_retention',
    summary: 'Set for how long the audit log of an organization is kept',
    body: model(
      'UpdateAuditLogsRetention',
      {
        retention_period_in_days: Type.Optional(
          Type.Integer({ description: 'For how many days: 30 or 365.' }),
        ),
        retention_period: Type.Optional(
          Type.String({
            pattern: '^[0-9]+_(MONTH|YEAR)S?$',
            description: 'The same in the words of newer clients.',
            examples: ['1_YEAR'],
          }),
        ),
      },
      { description: 'For how long to keep an audit log.' },
    ),
    exclusive: [['retention_period_in_days'], ['retention_period']],
    exclusiveRequired: true,
    status: 200,
    returns: AuditLogsRetention,
    throws: [organizationNotFound],
  }),
})
