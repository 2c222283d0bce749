import Type, { type Static } from 'typebox'
import {
  csv,
  group,
  id,
  kind,
  messageError,
  model,
  notFound,
  nullable,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

/** What every operation of this file answers in production, as if it did not exist. */
export const developmentOnly = messageError(404, 'development_only', 'Not found.')

export const MailboxMessageKind = openEnum(
  [
    'email_change',
    'email_verification',
    'invitation',
    'magic_auth',
    'organization_domain',
    'password_reset',
    'passwordless',
    'portal_link',
    'radar_challenge',
    'radar_notice',
    'saml_certificate',
    'webhook_endpoint_disabled',
  ],
  { description: 'What the mail is about.' },
)

export const MailboxMessage = model(
  'MailboxMessage',
  {
    object: kind('mailbox_message'),
    id: id('mailbox_message'),
    kind: MailboxMessageKind,
    to: Type.String({ description: 'The address it was meant for.', examples: ['ada@example.com'] }),
    from: Type.String({ description: 'The address it was sent from.' }),
    subject: Type.String({ description: 'Its subject line.' }),
    text: Type.String({ description: 'Its body as plain text.' }),
    html: nullable(Type.String({ description: 'Its body as HTML.' })),
    created_at: timestamp(),
  },
  { description: 'A mail that was kept instead of being sent.' },
)
export type MailboxMessage = Static<typeof MailboxMessage>

export const mailboxMessageNotFound = notFound('Mailbox message')

export const mailbox = group('portico.mailbox', {
  listMailboxMessages: operation({
    method: 'GET',
    path: '/portico/mailbox',
    origin: 'portico',
    summary: 'List the mails kept in the mailbox',
    description:
      'Without a mail server, mails of this environment land here. Development only: 404 in production.',
    query: {
      ...paging,
      to: Type.Optional(Type.String({ description: 'Only mails to this address.' })),
      subject: Type.Optional(Type.String({ description: 'Only mails whose subject holds this text.' })),
      kinds: Type.Optional(csv(MailboxMessageKind, { description: 'Only mails of these kinds.' })),
    },
    status: 200,
    returns: page(MailboxMessage),
    throws: [developmentOnly],
  }),
  getMailboxMessage: operation({
    method: 'GET',
    path: '/portico/mailbox/{id}',
    origin: 'portico',
    summary: 'Get a mail kept in the mailbox',
    description: 'Development only: 404 in production.',
    status: 200,
    returns: MailboxMessage,
    throws: [mailboxMessageNotFound, developmentOnly],
  }),
  clearMailbox: operation({
    method: 'DELETE',
    path: '/portico/mailbox',
    origin: 'portico',
    summary: 'Empty the mailbox',
    description: 'Development only: 404 in production.',
    status: 204,
    throws: [developmentOnly],
  }),
})

export const Clock = model(
  'Clock',
  {
    object: kind('clock'),
    now: timestamp('What the server takes for the present.'),
    offset_seconds: Type.Number({
      description: 'How far that lies ahead of the real time; negative if behind.',
    }),
  },
  { description: "The server's clock, which all environments of the installation share." },
)
export type Clock = Static<typeof Clock>

export const clock = group('portico.clock', {
  getClock: operation({
    method: 'GET',
    path: '/portico/clock',
    origin: 'portico',
    summary: 'Read the clock',
    description: 'Development only: 404 in production.',
    status: 200,
    returns: Clock,
    throws: [developmentOnly],
  }),
  setClock: operation({
    method: 'PUT',
    path: '/portico/clock',
    origin: 'portico',
    summary: 'Set the clock to an instant',
    description:
      'It runs on from there, and jobs that became due run at once. What already happened stays where it is, so after moving back it lies in the future. Development only: 404 in production.',
    body: model('SetClock', { now: timestamp('What the server is to take for the present.') }),
    status: 200,
    returns: Clock,
    throws: [developmentOnly],
    transaction: 'own',
  }),
  advanceClock: operation({
    method: 'POST',
    path: '/portico/clock/advance',
    origin: 'portico',
    summary: 'Move the clock forward',
    description: 'Jobs that became due run at once. Development only: 404 in production.',
    body: model('AdvanceClock', {
      seconds: Type.Integer({ minimum: 1, maximum: 315_360_000, description: 'How far, at most ten years.' }),
    }),
    status: 200,
    returns: Clock,
    throws: [developmentOnly],
    transaction: 'own',
  }),
  resetClock: operation({
    method: 'DELETE',
    path: '/portico/clock',
    origin: 'portico',
    summary: 'Set the clock back to the real time',
    description: 'Development only: 404 in production.',
    status: 200,
    returns: Clock,
    throws: [developmentOnly],
    transaction: 'own',
  }),
})
