// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Clock } from '../models/portico/clock.ts'

/** Parameters of `setClock`. */
export interface SetClockParams {
  /** What the server is to take for the present. */
  now: string
}

/** Parameters of `advanceClock`. */
export interface AdvanceClockParams {
  /** How far, at most ten years. */
  seconds: number
}

/**
 * Operations of `client.portico.clock`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoClock extends Resource {
  /**
   * Read the clock.
   *
   * Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @example
   * const clock = await client.portico.clock.getClock()
   */
  getClock(options?: RequestOptions): Promise<Clock> {
    return this.client.request('GET', path`/portico/clock`, {}, options)
  }

  /**
   * Set the clock to an instant.
   *
   * It runs on from there, and jobs that became due run at once. What already happened stays where it is, so
   * after moving back it lies in the future. Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const clock = await client.portico.clock.setClock({
   *   now: '2026-01-15T12:00:00.000Z',
   * })
   */
  setClock(params: SetClockParams, options?: RequestOptions): Promise<Clock> {
    return this.client.request('PUT', path`/portico/clock`, { body: params }, options)
  }

  /**
   * Move the clock forward.
   *
   * Jobs that became due run at once. Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const clock = await client.portico.clock.advanceClock({
   *   seconds: 1,
   * })
   */
  advanceClock(params: AdvanceClockParams, options?: RequestOptions): Promise<Clock> {
    return this.client.request('POST', path`/portico/clock/advance`, { body: params }, options)
  }

  /**
   * Set the clock back to the real time.
   *
   * Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @example
   * const clock = await client.portico.clock.resetClock()
   */
  resetClock(options?: RequestOptions): Promise<Clock> {
    return this.client.request('DELETE', path`/portico/clock`, {}, options)
  }
}
