// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'

/** A remark on an entry that changed nothing. */
export interface RadarListNotice {
  /** That the entry was there already. */
  message: string
}

/** What Radar thinks of an attempt to sign in or up. */
export interface RadarVerdict {
  /** What to do. */
  verdict: OpenEnum<'allow' | 'block' | 'challenge'>
  /** Why, for people. */
  reason: string
  /** The attempt, to report its outcome by. */
  attemptId: string
  /** The check that decided. */
  control?: OpenEnum<
    | 'bot_detection'
    | 'brute_force_attack'
    | 'impossible_travel'
    | 'repeat_sign_up'
    | 'stale_account'
    | 'unrecognized_device'
    | 'restriction'
  >
  /** The list that decided, where one did. */
  blocklistType?: OpenEnum<
    'ip_address' | 'domain' | 'email' | 'device' | 'user_agent' | 'device_fingerprint' | 'country'
  >
}
