import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/sessions.json' with { type: 'json' }
import { stateCookieName } from './state.ts'

describe('stateCookieName', () => {
  it.each(Object.entries(vectors.fnv1a32))(
    'names the cookie of %j as the authkit frameworks do',
    (state, hash) => {
      expect(stateCookieName(state)).toBe(`wos-auth-verifier-${hash}`)
    },
  )
})
