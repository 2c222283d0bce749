import { WorkOS } from '@workos-inc/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import vectors from '../../fixtures/sign-in.json' with { type: 'json' }
import { signPayload, verifyHeader } from '../index.ts'

const { secret, body: payload, signature, header: sigHeader } = vectors.webhook
const now = vectors.clock_ms
const official = new WorkOS('sk_test_1').webhooks

describe('beside the official SDK', () => {
  const { node_verify_matrix: theirs } = vectors.webhook
  type Case = keyof typeof theirs
  const day = 86_400_000
  /** What was put before both: a header and an instant. */
  const cases: Record<Case, { header?: string; at?: number }> = {
    'now=t': {},
    't+180000': { at: now + 180_000 },
    't+180001': { at: now + 180_001 },
    'far future signed (now = t-1day)': { at: now - day },
    'no space': { header: sigHeader.replace(' ', '') },
    'v1 first': { header: sigHeader.split(', ').reverse().join(', ') },
    'extra part': { header: `${sigHeader}, v2=abc` },
    'upper hex': { header: `t=${now}, v1=${signature.toUpperCase()}` },
    'nan ts': { header: `t=abc, v1=${signature}` },
    empty: { header: '' },
    'seconds ts': { header: `t=${now / 1000}, v1=${signature}` },
  }
  /** A signature from the future could be replayed until then; the order of a header says nothing. */
  const otherwise: Partial<Record<Case, string>> = {
    'far future signed (now = t-1day)': 'SignatureVerificationError',
    'v1 first': 'ok',
  }
  const outcomeOf = (verifying: Promise<unknown>) =>
    verifying.then(
      () => 'ok',
      (error) => error.name,
    )

  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(Object.entries(theirs) as [Case, string][])(
    'a header is judged alike: %s',
    async (name, verdict) => {
      const { header = sigHeader, at = now } = cases[name]
      vi.useFakeTimers({ toFake: ['Date'], now: at })
      const webhook = { payload, sigHeader: header, secret }
      const judged = verdict === 'ok' ? 'ok' : 'SignatureVerificationException'
      expect(await outcomeOf(official.verifyHeader(webhook))).toBe(judged)
      const expected = otherwise[name] ?? (verdict === 'ok' ? 'ok' : 'SignatureVerificationError')
      expect(await outcomeOf(verifyHeader(webhook))).toBe(expected)
    },
  )

  it('what Go signs of an action bears the same signature', async () => {
    const { payload: action, sig } = vectors.actions.go_variant
    expect((await signPayload(action, secret, now)).replace(' ', '')).toBe(sig)
  })
})
