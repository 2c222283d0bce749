import { describe, expect, it } from 'vitest'
import type { AssertionAttribute, VerifiedAssertion } from '../../../protocols/saml/index.ts'
import { attributesOf, identityOf } from './identity.ts'

const attribute = (name: string, ...values: string[]): AssertionAttribute => ({
  name,
  friendlyName: 'idp_id',
  nameFormat: null,
  values,
})

describe('attributesOf', () => {
  it('has one value as text and several as a list, also when they come apart', () => {
    const attributes = [
      attribute('email', 'ada@acme.example'),
      attribute('groups', 'a'),
      attribute('none'),
      attribute('groups', 'b', 'c'),
    ]
    expect(attributesOf(attributes)).toEqual({
      email: 'ada@acme.example',
      groups: ['a', 'b', 'c'],
      none: [],
    })
  })

  it('takes no friendly name for a name, and no name for anything but that', () => {
    const received = attributesOf([attribute('__proto__', 'x'), attribute('constructor', 'y')])
    expect(Object.entries(received)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype)
    expect('idp_id' in received).toBe(false)
  })
})

describe('identityOf', () => {
  const assertion: VerifiedAssertion = {
    id: '_a',
    issuer: 'https://idp.acme.example',
    inResponseTo: null,
    nameId: { value: 'ada', format: 'persistent', nameQualifier: null, spNameQualifier: 'us' },
    sessionIndex: '_s',
    authnInstant: new Date(0),
    sessionNotOnOrAfter: null,
    replayableUntil: new Date(1),
    attributes: [],
    signedBy: '00',
    weakAlgorithms: [],
    encrypted: false,
  }
  const message = { direction: 'received', kind: 'saml_response', content: '' } as const

  it('keeps what a logout request has to repeat, part by part', () => {
    expect(identityOf(assertion, message)).toMatchObject({
      subject: 'ada',
      once: { id: '_a', until: new Date(1) },
      logout: { nameId: 'ada', format: 'persistent', spNameQualifier: 'us', sessionIndex: '_s' },
      logoutSubject: 'ada',
    })
  })

  it('has nobody to sign out where the assertion names nobody', () => {
    expect(identityOf({ ...assertion, nameId: null }, message)).toMatchObject({
      subject: '',
      logout: null,
      logoutSubject: null,
    })
  })
})
