// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** An event on its way to an endpoint, or arrived. */
export interface WebhookDelivery {
  /** What kind of object this is. */
  object: 'webhook_delivery'
  /** Its identifier. */
  id: string
  /** The endpoint it goes to. */
  webhookEndpointId: string
  /** The event it carries. */
  eventId: string
  /** The event's name. */
  event: string
  /** `pending` while further attempts are due; `failed` when none are left. */
  state: OpenEnum<'pending' | 'succeeded' | 'failed'>
  /** How often it has been sent. */
  attemptsMade: number
  /** When it will be sent next; null when it will not. */
  nextAttemptAt: string | null
  /** What the receiver last answered, if it answered. */
  lastStatusCode: number | null
  /** Why the last attempt failed. */
  lastError: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** One attempt to deliver an event, and what came of it. */
export interface WebhookDeliveryAttempt {
  /** When it was sent. */
  attemptedAt: string
  /** What the receiver answered; null if it did not. */
  statusCode: number | null
  /** How long the answer took, in milliseconds. */
  durationMs: number
  /** Why the attempt failed; null if it succeeded. */
  error: string | null
  /** The first 1000 characters of the answer. */
  responseBody: string | null
  /** When it was to be sent again; null if this was the last attempt. */
  nextAttemptAt: string | null
}

/** A delivery with the log of its attempts. */
export interface WebhookDeliveryWithAttempts {
  /** What kind of object this is. */
  object: 'webhook_delivery'
  /** Its identifier. */
  id: string
  /** The endpoint it goes to. */
  webhookEndpointId: string
  /** The event it carries. */
  eventId: string
  /** The event's name. */
  event: string
  /** `pending` while further attempts are due; `failed` when none are left. */
  state: OpenEnum<'pending' | 'succeeded' | 'failed'>
  /** How often it has been sent. */
  attemptsMade: number
  /** When it will be sent next; null when it will not. */
  nextAttemptAt: string | null
  /** What the receiver last answered, if it answered. */
  lastStatusCode: number | null
  /** Why the last attempt failed. */
  lastError: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** Every attempt, oldest first. */
  attempts: WebhookDeliveryAttempt[]
}

/** What a replay set in motion. */
export interface WebhookReplay {
  /** What kind of object this is. */
  object: 'webhook_replay'
  /** How many events will be sent again. */
  replayed: number
}
