import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributeMapOf, attributeSources, type ChosenAttributeMap, mapAttributes } from './attributes.ts'
import type { ConnectionType } from './providers.ts'

const connection = (type: ConnectionType, chosen: ChosenAttributeMap = {}) => ({
  type,
  attributeMap: attributeMapOf(type, chosen),
})

const okta = { id: '00u1', email: 'ada@acme.com', firstName: 'Ada', lastName: 'Lovelace' }
const map = (
  attributes: Record<string, unknown>,
  chosen?: ChosenAttributeMap,
  type: ConnectionType = 'OktaSAML',
) => mapAttributes(connection(type, chosen), { subject: 'name-id', attributes })

describe('the profile of what an identity provider sends', () => {
  it('has each member from the attribute that the product sends it in', () => {
    expect(map({ ...okta, displayName: 'Ada Lovelace', groups: ['Engineers', 'Poets'] })).toEqual({
      idpId: '00u1',
      email: 'ada@acme.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      name: 'Ada Lovelace',
      groups: ['Engineers', 'Poets'],
      customAttributes: {},
    })
  })

  const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`
  const claims = {
    [claim('name')]: 'ada@acme.com',
    [claim('emailaddress')]: 'ada@acme.com',
    [claim('givenname')]: 'Ada',
    [claim('surname')]: 'Lovelace',
  }
  it.each<[ConnectionType, Record<string, unknown>, string]>([
    [
      'AzureSAML',
      { ...claims, 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups': ['Engineers'] },
      'ada@acme.com',
    ],
    ['ADFSSAML', { ...claims, 'http://schemas.xmlsoap.org/claims/Group': ['Engineers'] }, 'ada@acme.com'],
    ['GoogleSAML', { ...okta, groups: 'Engineers' }, 'name-id'],
    ['PingFederateSAML', { ...okta, isMemberOf: ['Engineers'] }, '00u1'],
    ['CyberArkSAML', { ...okta, 'LoginUser.GroupNames': ['Engineers'] }, '00u1'],
    [
      'OneLoginSAML',
      {
        'User.email': okta.email,
        'User.FirstName': 'Ada',
        'User.LastName': 'Lovelace',
        memberOf: ['Engineers'],
      },
      'name-id',
    ],
    [
      'JumpCloudSAML',
      { email: okta.email, firstname: 'Ada', lastname: 'Lovelace', memberOf: 'Engineers' },
      'name-id',
    ],
    [
      'OktaOIDC',
      { sub: '00u1', email: okta.email, given_name: 'Ada', family_name: 'Lovelace', groups: ['Engineers'] },
      'name-id',
    ],
    [
      'ShibbolethGenericSAML',
      {
        'urn:oid:0.9.2342.19200300.100.1.3': okta.email,
        'urn:oid:2.5.4.42': 'Ada',
        'urn:oid:2.5.4.4': 'Lovelace',
        isMemberOf: ['Engineers'],
      },
      'name-id',
    ],
  ])('is the same for %s, whose names differ', (type, attributes, idpId) => {
    expect(map(attributes, {}, type)).toMatchObject({
      idpId,
      email: 'ada@acme.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      groups: ['Engineers'],
    })
  })

  it('is of whom the ID token is about, whatever else claims to say who that is', () => {
    expect(map({ sub: 'mallory', email: okta.email }, {}, 'GenericOIDC')).toMatchObject({ idpId: 'name-id' })
    expect(map({ id: 'account', email: okta.email }, {}, 'GitHubOAuth')).toMatchObject({ idpId: 'name-id' })
  })

  it('has the first value of an attribute with several, and all groups, each once', () => {
    const several = { ...okta, firstName: ['Ada', 'Augusta'], groups: ['b', 'a', 'b', '', null, 7] }
    expect(map(several)).toMatchObject({ firstName: 'Ada', groups: ['b', 'a', '7'] })
  })

  it('has null for what did not come, and no groups for nobody', () => {
    expect(map({ email: okta.email })).toEqual({
      idpId: 'name-id',
      email: okta.email,
      firstName: null,
      lastName: null,
      name: null,
      groups: [],
      customAttributes: {},
    })
  })

  it('knows nothing of groups where the connection maps none', () => {
    expect(map({ email: okta.email, groups: ['a'] }, {}, 'GoogleOIDC')).toMatchObject({ groups: null })
    expect(map({ ...okta, groups: ['a'] }, { standard: { groups: null } })).toMatchObject({ groups: null })
  })

  it('looks for a member in the attribute that was chosen, and nowhere else', () => {
    const chosen = { standard: { first_name: 'nickname' } }
    expect(map({ ...okta, nickname: 'Countess' }, chosen)).toMatchObject({ firstName: 'Countess' })
    expect(map(okta, chosen)).toMatchObject({ firstName: null })
    expect(attributeSources(connection('OktaSAML', chosen), 'first_name')).toEqual(['nickname'])
  })

  it('takes NameID for a member that is mapped to it, and no attribute of that name', () => {
    const chosen = { standard: { idp_id: 'NameID' } }
    expect(map({ ...okta, NameID: 'mallory' }, chosen)).toMatchObject({ idpId: 'name-id' })
  })

  it('takes NameID for the e-mail address where no attribute has one', () => {
    const received = { subject: ' ada@acme.com ', attributes: {} }
    expect(mapAttributes(connection('GenericSAML'), received)).toMatchObject({
      idpId: 'ada@acme.com',
      email: 'ada@acme.com',
    })
  })

  it('has custom attributes as they came, and null for those that did not', () => {
    const custom = {
      department: 'dept',
      tags: 'tags',
      address: 'address',
      missing: 'nowhere',
      constructor: 'constructor',
    }
    const attributes = { ...okta, dept: ['R&D'], tags: ['a', 'b'], address: { city: 'London' } }
    const mapped = map(attributes, { custom })
    expect(mapped).toMatchObject({
      customAttributes: { department: 'R&D', tags: ['a', 'b'], address: { city: 'London' }, missing: null },
    })
    expect(Object.entries((mapped as { customAttributes: object }).customAttributes)).toContainEqual([
      'constructor',
      null,
    ])
  })

  it('ignores what objects inherit: only attributes that were sent are there', () => {
    const chosen = { standard: { first_name: 'constructor', last_name: '__proto__', groups: 'toString' } }
    expect(map(okta, chosen)).toMatchObject({ firstName: null, lastName: null, groups: [] })
  })
})

describe('who somebody is', () => {
  const idOf = (attributes: Record<string, unknown>, type?: 'OktaOIDC') =>
    (map({ ...okta, ...attributes }, { standard: { idp_id: 'uid' } }, type) as { idpId?: string }).idpId

  it('is not changed by what merely looks like a blank', () => {
    expect(idOf({ uid: '\n  ada\n' })).toBe('ada')
    expect(idOf({ uid: 'ada\u00a0' })).toBe('ada\u00a0')
    expect(idOf({ uid: '\ufeffada' })).toBe('\ufeffada')
    expect(idOf({ uid: 'ada ' }, 'OktaOIDC')).toBe('ada ')
  })

  it('is no number that JSON rounds, by which two people would be one', () => {
    expect(idOf({ uid: 9007199254740991 }, 'OktaOIDC')).toBe('9007199254740991')
    for (const uid of [JSON.parse('9007199254740993'), 1.5, 1e21]) {
      expect(map({ ...okta, uid }, { standard: { idp_id: 'uid' } }, 'OktaOIDC')).toMatchObject({
        problem: { code: 'attribute_invalid' },
      })
    }
  })

  it('takes groups to the letter, so that nobody comes into one by a name like it', () => {
    const { groups } = map({ ...okta, groups: ['Admins\u00a0', ' Admins'] }, {}, 'OktaOIDC') as {
      groups: string[]
    }
    expect(groups).toEqual(['Admins\u00a0', ' Admins'])
  })

  it('is read in no time from a long row of blanks', () => {
    const start = performance.now()
    expect(idOf({ uid: `a${' '.repeat(60_000)}b` })).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(200)
  })

  it.each([
    'ada@m\u00fcnchen.de',
    'ada@M\u00dcNCHEN.de',
    'ada@xn--mnchen-3ya.de',
    'ada@ACME.com',
    "o'neil+x@acme.com",
  ])('has the e-mail address %j as it came', (email) =>
    expect(map({ ...okta, email })).toMatchObject({ email }),
  )
})

describe('what no profile can be made of', () => {
  it.each([
    ['no identifier', { email: 'a@acme.com' }, 'idp_id_missing'],
    ['a blank one', { email: 'a@acme.com', id: ' ' }, 'idp_id_missing'],
  ])('%s', (_, attributes, code) => {
    const received = { subject: ' ', attributes }
    expect(mapAttributes(connection('OktaSAML'), received)).toMatchObject({ problem: { code } })
  })

  describe('a subject that is another one at every sign-in', () => {
    const transient = (attributes: object, type: ConnectionType, chosen?: ChosenAttributeMap) =>
      mapAttributes(connection(type, chosen), {
        subject: '_8f3a',
        subjectIsTransient: true,
        attributes: { email: 'ada@acme.com', ...attributes },
      })

    it.each([
      ['stands in for an identifier that did not come', 'OktaSAML'],
      ['is what identifies people', 'OktaSAML', { standard: { idp_id: 'NameID' } }],
    ] as const)('where it %s: the problem says what to send instead', (_, type, chosen?) => {
      expect(transient({}, type, chosen)).toEqual({
        problem: {
          code: 'idp_id_transient',
          message: expect.stringMatching(/persistent.*map .*idp_id/),
        },
      })
    })

    it('and does no harm beside an attribute that stays the same', () => {
      expect(transient({ id: '00u1' }, 'OktaSAML')).toMatchObject({ idpId: '00u1' })
      expect(transient({ uid: 'ada' }, 'GenericSAML', { standard: { idp_id: 'uid' } })).toMatchObject({
        idpId: 'ada',
      })
    })
  })

  it('no e-mail address: the problem names what was looked for and what came', () => {
    const { problem } = mapAttributes(connection('OktaOIDC'), {
      subject: 's',
      attributes: { mail: 'a@acme.com' },
    }) as {
      problem: { code: string; message: string }
    }
    expect(problem.code).toBe('email_missing')
    expect(problem.message).toContain('"email"')
    expect(problem.message).toContain('"mail"')
  })

  it.each([
    'ada',
    'ada@',
    '@acme.com',
    'ada@acme.com@evil.com',
    'ada lovelace@acme.com',
    'ada@acme.com, eve@evil.com',
    '<ada@acme.com>',
    'ada@acme.com\nbcc:eve@evil.com',
    'ada\u0000@acme.com',
    `${'a'.repeat(65)}@acme.com`,
    `ada@${'a'.repeat(260)}.com`,
    'ada@acme.com/.evil.com',
    'ada@acme.com?evil.com',
    'ada@acme.com#.evil.com',
    'ada@acme%2ecom',
    'ada@\uff41cme.com',
    'ada@acme\u3002com',
    'ada@ac\u00adme.com',
    'ada@acme.com.',
    'ada@.acme.com',
  ])('%j as e-mail address', (email) => {
    const attributes = { ...okta, email }
    const { problem } = map(attributes, {}, 'OktaOIDC') as { problem: { code: string } }
    expect(['email_invalid', 'attribute_invalid']).toContain(problem.code)
  })

  it.each([
    ['an identifier', { id: 'i'.repeat(1025) }],
    ['a name', { firstName: 'n'.repeat(1025) }],
    ['a group', { groups: ['g'.repeat(1025)] }],
    ['a list of groups', { groups: Array.from({ length: 5001 }, (_, i) => `g${i}`) }],
  ])('%s without end', (_, attributes) => {
    expect(map({ ...okta, ...attributes })).toMatchObject({ problem: { code: 'attribute_too_long' } })
  })

  it('a custom attribute without end', () => {
    const chosen = { custom: { blob: 'blob' } }
    expect(map({ ...okta, blob: 'x'.repeat(20_000) }, chosen)).toMatchObject({
      problem: { code: 'attribute_too_long' },
    })
  })

  it.each([['\0'], ['\ud800'], ['a\udfff']])('text with %j, which is no character', (text) => {
    const custom = { custom: { note: 'note' } }
    expect(map({ ...okta, firstName: text })).toMatchObject({ problem: { code: 'attribute_invalid' } })
    expect(map({ ...okta, note: { deep: [text] } }, custom)).toMatchObject({
      problem: { code: 'attribute_invalid' },
    })
    // Text that only spells it is text.
    expect(map({ ...okta, note: JSON.stringify(text) }, custom)).toHaveProperty('idpId')
  })

  it('is told, whatever comes: nothing throws', () => {
    const anything = fc.dictionary(
      fc.constantFrom('id', 'email', 'firstName', 'groups', 'x'),
      fc.anything({ maxDepth: 3 }),
    )
    fc.assert(
      fc.property(anything, fc.string(), (attributes, subject) => {
        const mapped = mapAttributes(connection('OktaSAML', { custom: { x: 'x' } }), { subject, attributes })
        if ('problem' in mapped) expect(mapped.problem.message).not.toBe('')
        else expect(mapped.email).toMatch(/^[^\s@]+@[^\s@]+$/)
      }),
      { numRuns: 2_000 },
    )
  })
})
