import Type, { type Static } from 'typebox'
import {
  email,
  events,
  group,
  id,
  kind,
  literal,
  messageError,
  model,
  notFound,
  nullable,
  oneOf,
  openEnum,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { clientContext, signalsId } from './users.ts'

const listTypes = [
  'ip_address',
  'domain',
  'email',
  'device',
  'user_agent',
  'device_fingerprint',
  'country',
] as const

export const RadarVerdict = model(
  'RadarVerdict',
  {
    verdict: openEnum(['allow', 'block', 'challenge'], { description: 'What to do.' }),
    reason: Type.String({ description: 'Why, for people.' }),
    attempt_id: id('radar_att', 'The attempt, to report its outcome by.'),
    control: Type.Optional(
      openEnum(
        [
          'bot_detection',
          'brute_force_attack',
          'impossible_travel',
          'repeat_sign_up',
          'stale_account',
          'unrecognized_device',
          'restriction',
        ],
        { description: 'The check that decided.' },
      ),
    ),
    blocklist_type: Type.Optional(
      openEnum(listTypes, { description: 'The list that decided, where one did.' }),
    ),
  },
  { description: 'What Radar thinks of an attempt to sign in or up.' },
)
export type RadarVerdict = Static<typeof RadarVerdict>

export const RadarListNotice = model(
  'RadarListNotice',
  { message: Type.String({ description: 'That the entry was there already.' }) },
  { description: 'A remark on an entry that changed nothing.' },
)

export const RadarChallenge = model(
  'RadarChallenge',
  {
    object: kind('radar_challenge'),
    id: id('radar_challenge'),
    type: literal('email', { description: 'How the code was sent.' }),
    user_id: id('user', 'Who has to answer.'),
    email: Type.String({ description: 'The address to which the code was sent.' }),
    code: secret(Type.String({ description: 'The code that was sent.', examples: ['123456'] })),
    expires_at: timestamp('Until when the code is good.'),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A code sent to a person whose sign-in looked unusual.' },
)

export const RadarSmsVerification = model(
  'RadarSmsVerification',
  {
    verification_id: id('vrf', 'The verification, to answer it by.'),
    phone_number: Type.String({ description: 'The number to which the code was sent.' }),
  },
  { description: 'A code sent by SMS to a person whose sign-in looked unusual.' },
)

export const RadarChallengeEventData = model(
  'RadarChallengeEventData',
  {
    type: literal('email', { description: 'How the code was sent.' }),
    radar_challenge_id: id('radar_challenge', 'The challenge.'),
    user_id: id('user', 'Who has to answer.'),
    email: Type.String({ description: 'The address to which the code was sent.' }),
  },
  { description: 'A challenge that was sent, without its code.' },
)

export const RadarRisk = model(
  'RadarRisk',
  {
    auth_method: Type.String({ description: 'How they tried to sign in.' }),
    action: openEnum(['signup', 'login'], { description: 'What they tried.' }),
    control: nullable(Type.String({ description: 'The check that took notice.' })),
    blocklist_type: nullable(Type.String({ description: 'The list that took notice, where one did.' })),
    ip_address: nullable(Type.String({ description: 'The IP address they came from.' })),
    user_agent: nullable(Type.String({ description: 'The browser they used.' })),
    user_id: id('user', 'Who it was.'),
    email: Type.String({ description: 'Their e-mail address.' }),
  },
  { description: 'An attempt to sign in or up that looked unusual.' },
)

const listEntry = {
  params: {
    type: oneOf(listTypes, { description: 'What the entry is.' }),
    action: oneOf(['block', 'allow'], { description: 'What happens to those on the list.' }),
  },
  body: model(
    'RadarListEntry',
    {
      entry: Type.String({ description: 'The address, domain or other thing itself.' }),
    },
    { description: 'An entry of a list.' },
  ),
} as const

export const radarAttemptNotFound = notFound('Radar attempt')
export const radarListEntryNotFound = notFound('Radar list entry')
export const radarChallengeNotFound = notFound('Radar challenge')
export const invalidRadarAttempt = messageError(400, 'invalid_radar_attempt', 'The attempt cannot be judged.')
export const invalidRadarListEntry = messageError(
  400,
  'invalid_radar_list_entry',
  'The entry is not of that type.',
)

export const radar = group('radar', {
  createAttempt: operation({
    method: 'POST',
    path: '/radar/attempts',
    summary: 'Have an attempt to sign in or up judged',
    body: model(
      'CreateRadarAttempt',
      {
        ip_address: Type.String({ description: "The person's IP address." }),
        user_agent: Type.String({ description: "The person's browser, as its User-Agent says." }),
        email: email('The address they gave.'),
        auth_method: oneOf(
          ['Password', 'Passkey', 'Authenticator', 'SMS_OTP', 'Email_OTP', 'Social', 'SSO', 'Other'],
          {
            description: 'How they sign in.',
          },
        ),
        action: oneOf(['sign-up', 'sign-in'], { description: 'What they try.' }),
        signals_id: Type.Optional(signalsId),
      },
      { description: 'An attempt to judge.' },
    ),
    status: 200,
    returns: RadarVerdict,
    throws: [invalidRadarAttempt],
    invalid: 'message',
  }),
  updateAttempt: operation({
    method: 'PUT',
    path: '/radar/attempts/{id}',
    summary: 'Report how an attempt ended',
    body: model(
      'UpdateRadarAttempt',
      {
        challenge_status: Type.Optional(literal('success', { description: 'They passed the challenge.' })),
        attempt_status: Type.Optional(literal('success', { description: 'They got in.' })),
      },
      { description: 'How an attempt ended.' },
    ),
    status: 204,
    throws: [invalidRadarAttempt, radarAttemptNotFound],
    invalid: 'message',
  }),
  addListEntry: operation({
    method: 'POST',
    path: '/radar/lists/{type}/{action}',
    summary: 'Add an entry to a list of who is always blocked or allowed',
    ...listEntry,
    status: 204,
    alsoReturns: { 200: RadarListNotice, 201: null },
    throws: [invalidRadarListEntry],
    invalid: 'message',
  }),
  removeListEntry: operation({
    method: 'DELETE',
    path: '/radar/lists/{type}/{action}',
    summary: 'Remove an entry from a list of who is always blocked or allowed',
    ...listEntry,
    status: 204,
    throws: [invalidRadarListEntry, radarListEntryNotFound],
    invalid: 'message',
  }),
})

export const radarChallenges = group('userManagement', {
  sendRadarSmsChallenge: operation({
    method: 'POST',
    path: '/user_management/radar_challenges',
    summary: 'Send a code by SMS to a person whose sign-in looked unusual',
    body: model(
      'SendRadarSmsChallenge',
      {
        user_id: Type.String({ description: 'Who has to answer.' }),
        pending_authentication_token: secret(
          Type.String({ description: 'Stands for the steps already taken.' }),
        ),
        phone_number: Type.String({ description: 'Where to send the code, in E.164.' }),
        ...clientContext,
      },
      { description: 'A code to send by SMS.' },
    ),
    status: 201,
    returns: RadarSmsVerification,
    transaction: 'own',
  }),
  getRadarChallenge: operation({
    method: 'GET',
    path: '/user_management/radar_challenges/{id}',
    summary: 'Get a Radar challenge and its code',
    status: 200,
    returns: RadarChallenge,
    throws: [radarChallengeNotFound],
  }),
})

export const radarEvents = events({
  'radar.challenge_created': {
    summary: 'A person whose sign-in looked unusual was sent a code.',
    data: RadarChallengeEventData,
  },
  'authentication.radar_risk_detected': {
    summary: 'An attempt to sign in or up looked unusual.',
    data: RadarRisk,
  },
})
