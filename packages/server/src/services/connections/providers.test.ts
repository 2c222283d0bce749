import { connectionTypes, oauthProviders } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { findProvider, standardMembers } from './providers.ts'

const signingInNobody = ['Auth0Migration', 'MagicLink', 'Pending']

describe('the catalogue of kinds of connection', () => {
  it('knows every kind of the contract, but those that sign nobody in', () => {
    expect(connectionTypes.filter((type) => !findProvider(type)).toSorted()).toEqual(signingInNobody)
  })

  it.each(connectionTypes.filter((type) => !signingInNobody.includes(type)))(
    '%s speaks what its name says',
    (type) => {
      const spoken =
        type === 'TestIdp' || type.endsWith('SAML') ? 'saml' : type.endsWith('OAuth') ? 'oauth' : 'oidc'
      expect(findProvider(type)?.protocol).toBe(spoken)
    },
  )

  it('names one source of who somebody is for each kind, and at least one of the e-mail address', () => {
    for (const type of connectionTypes) {
      const sources = findProvider(type)?.sources
      if (!sources) continue
      expect([type, sources.idp_id.length, sources.email.length > 0]).toEqual([type, 1, true])
      for (const member of standardMembers) expect(new Set(sources[member]).size).toBe(sources[member].length)
    }
  })

  it('tells of every SAML product what it asks for and in which form it tells about itself', () => {
    for (const type of connectionTypes) {
      const provider = findProvider(type)
      if (provider?.protocol !== 'saml') continue
      expect([type, provider.asks?.acsUrl !== '', provider.gives.length > 0]).toEqual([type, true, true])
    }
  })

  it('knows where the configuration is that is the same for everybody', () => {
    const fixed = connectionTypes.filter((type) => findProvider(type)?.discoveryEndpoint)
    expect(fixed.toSorted()).toEqual(['CleverOIDC', 'GoogleOIDC'])
  })

  it('knows every social provider', () => {
    expect(oauthProviders.every((name) => findProvider(name)?.protocol === 'oauth')).toBe(true)
  })

  it('inherits no kind from anywhere', () => {
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(findProvider(name)).toBeUndefined()
  })
})
