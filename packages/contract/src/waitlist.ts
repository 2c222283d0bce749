import Type, { type Static } from 'typebox'
import { events, id, kind, model, nullable, openEnum, timestamp } from './core/index.ts'

export const WaitlistUser = model(
  'WaitlistUser',
  {
    object: kind('waitlist_user'),
    id: id('wl_user'),
    email: Type.String({ description: 'Who asks to be let in.' }),
    state: openEnum(['pending', 'approved', 'denied'], { description: 'What was decided.' }),
    approved_at: nullable(timestamp('When they were let in.')),
    waitlist_id: Type.Optional(nullable(id('waitlist', 'The list they are on.'))),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A person who asks to be let in while sign-up is closed.' },
)
export type WaitlistUser = Static<typeof WaitlistUser>

export const waitlistEvents = events({
  'waitlist_user.created': { summary: 'A person joined the waitlist.', data: WaitlistUser },
  'waitlist_user.approved': { summary: 'A person on the waitlist was let in.', data: WaitlistUser },
  'waitlist_user.denied': { summary: 'A person on the waitlist was turned away.', data: WaitlistUser },
})
