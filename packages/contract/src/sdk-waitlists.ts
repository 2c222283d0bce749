import Type, { type Static } from 'typebox'
import {
  email,
  error,
  group,
  id,
  kind,
  list,
  metadataMaxKeyLength,
  metadataMaxPairs,
  metadataMaxValueLength,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueMap,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

export const Waitlist = model(
  'Waitlist',
  { object: kind('waitlist'), id: id('waitlist'), created_at: timestamp(), updated_at: timestamp() },
  { description: 'A list of people who wait to be let in. Each environment has one.' },
)
export type Waitlist = Static<typeof Waitlist>

const states = ['pending', 'approved', 'denied'] as const

const AdditionalFields = opaqueMap(Type.String({ maxLength: metadataMaxValueLength }), {
  description: 'What else the form asked for. People typed it: do not trust it.',
  maxProperties: metadataMaxPairs,
  propertyNames: { maxLength: metadataMaxKeyLength },
  examples: [{ company: 'Acme' }],
})

export const WaitlistEntry = model(
  'WaitlistEntry',
  {
    object: kind('waitlist_entry'),
    id: id('wl_user'),
    email: Type.String({ description: 'The address of the person.', examples: ['ada@example.com'] }),
    state: openEnum(states, { description: 'Whether the person was let in.' }),
    approved_at: nullable(timestamp('When the person was let in.')),
    additional_fields: Type.Optional(AdditionalFields),
    waitlist_id: Type.Optional(nullable(id('waitlist', 'The list.'))),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A person on a waitlist.' },
)
export type WaitlistEntry = Static<typeof WaitlistEntry>

export const waitlistNotFound = notFound('Waitlist')
export const waitlistEntryNotFound = notFound('Waitlist entry')
export const waitlistEntryState = error(
  422,
  'invalid_state',
  'The entry is in a state that does not allow this.',
)
export const invitationEmailNotSent = error(
  422,
  'invitation_email_not_sent',
  'The invitation could not be sent to this address.',
)

export const waitlists = group('userManagement', {
  listWaitlists: operation({
    method: 'GET',
    path: '/user_management/waitlists',
    origin: 'sdk',
    summary: 'List the waitlists of the environment',
    status: 200,
    returns: list(Waitlist),
  }),
  getWaitlist: operation({
    method: 'GET',
    path: '/user_management/waitlists/{id}',
    origin: 'sdk',
    summary: 'Get a waitlist',
    description: '`default` is accepted in place of an ID.',
    status: 200,
    returns: Waitlist,
    throws: [waitlistNotFound],
  }),
  listWaitlistEntries: operation({
    method: 'GET',
    path: '/user_management/waitlists/{id}/entries',
    origin: 'sdk',
    summary: 'List the people on a waitlist',
    description: '`default` is accepted in place of an ID.',
    query: {
      ...paging,
      state: Type.Optional(oneOf(states, { description: 'Only entries in this state.' })),
      email: Type.Optional(Type.String({ description: 'Only the entry of this address.' })),
    },
    status: 200,
    returns: page(WaitlistEntry),
    throws: [waitlistNotFound],
  }),
  createWaitlistEntry: operation({
    method: 'POST',
    path: '/user_management/waitlists/{id}/entries',
    origin: 'sdk',
    summary: 'Put a person on a waitlist',
    description:
      '`default` is accepted in place of an ID. An address that is on the list already is answered with its entry, unchanged.',
    body: model('CreateWaitlistEntry', {
      email: email('The address of the person.'),
      additional_fields: Type.Optional(AdditionalFields),
      send_confirmation_email: Type.Optional(
        Type.Boolean({ default: false, description: 'Whether to tell the person by e-mail.' }),
      ),
    }),
    status: 201,
    returns: WaitlistEntry,
    alsoReturns: { 200: WaitlistEntry },
    throws: [waitlistNotFound],
    emits: ['waitlist_user.created'],
  }),
  getWaitlistEntry: operation({
    method: 'GET',
    path: '/user_management/waitlist_entries/{id}',
    origin: 'sdk',
    summary: 'Get a person on a waitlist',
    status: 200,
    returns: WaitlistEntry,
    throws: [waitlistEntryNotFound],
  }),
  approveWaitlistEntry: operation({
    method: 'POST',
    path: '/user_management/waitlist_entries/{id}/approve',
    origin: 'sdk',
    summary: 'Let a person in and send the invitation',
    description: 'An entry that was denied can still be approved.',
    status: 200,
    returns: WaitlistEntry,
    throws: [waitlistEntryNotFound, waitlistEntryState, invitationEmailNotSent],
    emits: ['waitlist_user.approved', 'invitation.created'],
  }),
  denyWaitlistEntry: operation({
    method: 'POST',
    path: '/user_management/waitlist_entries/{id}/deny',
    origin: 'sdk',
    summary: 'Turn a person on a waitlist down',
    status: 200,
    returns: WaitlistEntry,
    throws: [waitlistEntryNotFound, waitlistEntryState],
    emits: ['waitlist_user.denied'],
  }),
  deleteWaitlistEntry: operation({
    method: 'DELETE',
    path: '/user_management/waitlist_entries/{id}',
    origin: 'sdk',
    summary: 'Take a person off a waitlist',
    description: 'An invitation that was sent stays valid.',
    status: 204,
    throws: [waitlistEntryNotFound],
  }),
})
