import { describe, expect, it } from 'vitest'
import { type Good, goodResponse, goodResponses, type Steps, write } from './fixtures/good.ts'
import { certificate, privateKey } from './fixtures/keys.ts'
import { toInput } from './fixtures/load.ts'
import {
  encryptAssertion,
  type ResponseInput,
  SamlError,
  type VerifiedAssertion,
  verifyResponse,
} from './index.ts'

const onelogin = goodResponse('onelogin')
const salesforce = goodResponse('salesforce')

function verify(good: Good, steps: Steps = {}, input: Partial<ResponseInput> = {}): VerifiedAssertion {
  return verifyResponse({ ...toInput(write(good, steps), good.parameters), ...input })
}

function refusal(good: Good, steps: Steps = {}, input: Partial<ResponseInput> = {}): SamlError {
  try {
    verify(good, steps, input)
  } catch (error) {
    if (error instanceof SamlError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

function before(...edits: [string | RegExp, string][]): Steps {
  return {
    before: (xml) =>
      edits.reduce((edited, [from, to]) => {
        if (edited.replace(from, to) === edited) throw new Error(`Nothing matches ${from}.`)
        return edited.replace(from, to)
      }, xml),
  }
}

const confirmation = /<saml:SubjectConfirmation [\s\S]*?<\/saml:SubjectConfirmation>/
const data = '2026-03-02T10:05:00Z'

function confirmationFor(recipient: string, notOnOrAfter: string, inResponseTo = ''): string {
  return (
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">' +
    `<saml:SubjectConfirmationData Recipient="${recipient}" NotOnOrAfter="${notOnOrAfter}"${inResponseTo}/></saml:SubjectConfirmation>`
  )
}

describe('verifyResponse', () => {
  it('gives back all that the assertion says', () => {
    expect(verify(onelogin)).toEqual({
      id: 'pfx41d8ef22-e612-8c50-9960-1b16f15741b3',
      issuer: 'https://app.onelogin.com/saml/metadata/4f3e2d1c-0b9a-4817-a625-34435261708f',
      inResponseTo: '_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7',
      nameId: {
        value: 'ada@acme.example',
        format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        nameQualifier: null,
        spNameQualifier: null,
      },
      sessionIndex: '_7c8d9e0f-1a2b-4c3d-9e4f-5a6b7c8d9e0f',
      authnInstant: new Date('2026-03-02T09:59:59Z'),
      sessionNotOnOrAfter: new Date('2026-03-03T10:00:00Z'),
      replayableUntil: new Date('2026-03-02T10:08:00Z'),
      attributes: [
        ['User.email', 'ada@acme.example'],
        ['User.FirstName', 'Ada'],
        ['User.LastName', 'Lovelace'],
        ['memberOf', 'Engineering;Research'],
      ].map(([name, value]) => ({
        name,
        friendlyName: null,
        nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
        values: [value],
      })),
      signedBy: expect.stringMatching(/^[0-9a-f]{64}$/),
      weakAlgorithms: [],
      encrypted: false,
    })
  })

  it('reads the same from text and from bytes', () => {
    const xml = write(onelogin)
    const input = toInput(xml, onelogin.parameters)
    expect(verifyResponse({ ...input, xml: Buffer.from(xml) })).toEqual(verifyResponse(input))
  })

  it('accepts a subject without a NameID, whose attributes say who it is', () => {
    expect(verify(onelogin, before([/<saml:NameID [\s\S]*?<\/saml:NameID>/, ''])).nameId).toBeNull()
  })

  it('keeps the qualifiers of a NameID', () => {
    expect(verify(goodResponse('shibboleth')).nameId).toMatchObject({
      nameQualifier: 'https://idp.university.example/idp/shibboleth',
      spNameQualifier: 'https://auth.example.com/fJ3kQ9aZ0bX7yLm2Tn',
    })
  })

  it('accepts an assertion that is to be used once, as every one is', () => {
    expect(verify(onelogin, before(['</saml:Conditions>', '<saml:OneTimeUse/></saml:Conditions>'])).id).toBe(
      onelogin.content.id,
    )
  })

  it('accepts several audiences in one restriction, and several restrictions that all name us', () => {
    const own = `<saml:Audience>${onelogin.parameters.expected.audience}</saml:Audience>`
    const steps = before(
      [own, `<saml:Audience>https://other.example</saml:Audience>${own}`],
      ['</saml:Conditions>', `<saml:AudienceRestriction>${own}</saml:AudienceRestriction></saml:Conditions>`],
    )
    expect(verify(onelogin, steps).id).toBe(onelogin.content.id)
  })

  it('reads attributes of several statements, and a name that comes twice twice', () => {
    const steps = before([
      '</saml:Assertion>',
      '<saml:AttributeStatement><saml:Attribute Name="memberOf"><saml:AttributeValue>Board</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>',
    ])
    const memberOf = verify(onelogin, steps).attributes.filter(({ name }) => name === 'memberOf')
    expect(memberOf.map(({ values }) => values)).toEqual([['Engineering;Research'], ['Board']])
  })

  it('reads an attribute without values, an empty one, and one that is nil', () => {
    const steps = before([
      '</saml:AttributeStatement>',
      '<saml:Attribute Name="none"/><saml:Attribute Name="empty"><saml:AttributeValue/><saml:AttributeValue xsi:nil="true"></saml:AttributeValue></saml:Attribute></saml:AttributeStatement>',
    ])
    const values = new Map(verify(onelogin, steps).attributes.map((each) => [each.name, each.values]))
    expect(values.get('none')).toEqual([])
    expect(values.get('empty')).toEqual(['', ''])
  })

  it('reads characters as they were meant, and markup as text', () => {
    const steps = before(['>Ada<', '>&lt;Ada&gt; &amp;amp; Ådå 𝄞<'])
    const { attributes } = verify(onelogin, steps)
    expect(attributes.find(({ name }) => name === 'User.FirstName')!.values).toEqual(['<Ada> &amp; Ådå 𝄞'])
  })

  it('tells which exceptions were used', () => {
    const used = goodResponses
      .filter(({ parameters }) => parameters.weakAlgorithms.length > 0)
      .map((good) => [good.name, verify(good).weakAlgorithms])
    expect(Object.fromEntries(used)).toEqual({
      'okta-encrypted': ['aes_cbc'],
      'entra-encrypted': ['aes_cbc'],
      'salesforce-pkcs1': ['rsa_pkcs1'],
      'adfs-sha1': ['sha1'],
    })
    expect(verify(onelogin, {}, { weakAlgorithms: new Set(['sha1', 'aes_cbc']) }).weakAlgorithms).toEqual([])
  })

  it('tells of a weak signature of the response also where that of the assertion is strong', () => {
    const sign: Steps['sign'] = [
      { part: 'assertion' },
      { part: 'response', signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' },
    ]
    expect(verify(salesforce, { sign }, { weakAlgorithms: new Set(['sha1']) }).weakAlgorithms).toEqual([
      'sha1',
    ])
  })

  it('takes two signatures by two certificates of the connection, and names that of the assertion', () => {
    const sign: Steps['sign'] = [{ part: 'assertion', key: 'idp-next' }, { part: 'response' }]
    const certificates = [{ pem: certificate('idp') }, { pem: certificate('idp-next') }]
    const { signedBy } = verify(salesforce, { sign }, { certificates })
    expect(signedBy).not.toBe(verify(salesforce).signedBy)
  })
})

describe('the request that is answered', () => {
  it('is the one that the signed assertion names, and none without it', () => {
    expect(verify(onelogin).inResponseTo).toBe('_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7')
    expect(verify(goodResponse('onelogin-unsolicited')).inResponseTo).toBeNull()
  })

  it('need not stand on the response, which is not signed', () => {
    const steps = { after: (xml: string) => xml.replace(/( Destination="[^"]*") InResponseTo="[^"]*"/, '$1') }
    expect(verify(onelogin, steps).inResponseTo).toBe('_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7')
  })
})

describe('a subject with several confirmations', () => {
  const { acsUrl } = onelogin.parameters.expected

  it('is accepted by the first that holds, whose request it is', () => {
    const steps = before([
      confirmation,
      confirmationFor('https://other.example/acs', data, ' InResponseTo="_other"') +
        confirmationFor(acsUrl, '2026-03-02T09:00:00Z', ' InResponseTo="_old"') +
        confirmationFor(acsUrl, data, ' InResponseTo="_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7"'),
    ])
    expect(verify(onelogin, steps).inResponseTo).toBe('_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7')
  })

  it('can be replayed until the last of them has expired', () => {
    const answered = ' InResponseTo="_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7"'
    const steps = before([
      confirmation,
      confirmationFor(acsUrl, data, answered) + confirmationFor(acsUrl, '2026-03-02T12:00:00Z', answered),
    ])
    expect(verify(onelogin, steps).replayableUntil).toEqual(new Date('2026-03-02T12:03:00Z'))
  })

  it('may have one by the holder of a key beside the bearer one', () => {
    const holder =
      '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"><saml:SubjectConfirmationData/></saml:SubjectConfirmation>'
    expect(verify(onelogin, before(['</saml:NameID>', `</saml:NameID>${holder}`])).id).toBe(
      onelogin.content.id,
    )
  })
})

describe('time', () => {
  const at = (now: string, clockSkewSeconds?: number) => ({
    now: new Date(now),
    ...(clockSkewSeconds === undefined ? {} : { clockSkewSeconds }),
  })

  it('has a skew of three minutes, to the millisecond', () => {
    expect(verify(onelogin, {}, at('2026-03-02T09:52:00.000Z')).id).toBe(onelogin.content.id)
    expect(refusal(onelogin, {}, at('2026-03-02T09:51:59.999Z')).code).toBe('not_yet_valid')
    expect(verify(onelogin, {}, at('2026-03-02T10:07:59.999Z')).id).toBe(onelogin.content.id)
    expect(refusal(onelogin, {}, at('2026-03-02T10:08:00.000Z')).code).toBe('expired')
  })

  it('has another skew where the connection says so, of ten minutes at most, and none below zero', () => {
    expect(refusal(onelogin, {}, at('2026-03-02T10:05:00Z', 0)).code).toBe('expired')
    expect(verify(onelogin, {}, at('2026-03-02T10:04:59.999Z', 0)).id).toBe(onelogin.content.id)
    expect(verify(onelogin, {}, at('2026-03-02T10:14:59Z', 600)).id).toBe(onelogin.content.id)
    for (const skew of [601, 86_400, Number.POSITIVE_INFINITY]) {
      expect(refusal(onelogin, {}, at('2026-03-02T10:15:00Z', skew)).code).toBe('expired')
    }
    expect(verify(onelogin, {}, at('2026-03-02T10:04:59Z', -600)).id).toBe(onelogin.content.id)
    expect(refusal(onelogin, {}, at('2026-03-02T10:05:00Z', Number.NaN)).code).toBe('expired')
  })

  it('is told in the refusal, with by how much it was missed', () => {
    const { message, detail } = refusal(onelogin, {}, at('2026-03-02T10:15:00Z'))
    expect(message).toContain('2026-03-02T10:05:00.000Z')
    expect(detail).toMatchObject({ at: '2026-03-02T10:05:00.000Z', seconds_outside: 600 })
  })

  it('ends the memory of a replay no sooner than the assertion would be refused anyhow', () => {
    for (const good of goodResponses) {
      const { replayableUntil } = verify(good)
      expect(refusal(good, {}, { now: replayableUntil }).code).toBe('expired')
    }
  })
})

describe('a refusal', () => {
  it('tells what was received and what is expected', () => {
    const { message, detail } = refusal(
      onelogin,
      before([/ Recipient="[^"]*"/, ' Recipient="https://other.example"']),
    )
    expect(message).toContain('"https://other.example"')
    expect(message).toContain(onelogin.parameters.expected.acsUrl)
    expect(detail).toEqual({
      received: 'https://other.example',
      expected: onelogin.parameters.expected.acsUrl,
    })
  })

  it('is certain while the connection does not say what to expect', () => {
    for (const missing of ['issuer', 'acsUrl', 'audience'] as const) {
      const expected = { ...onelogin.parameters.expected, [missing]: '' }
      expect(refusal(onelogin, {}, { expected })).toMatchObject({
        code: 'connection_incomplete',
        detail: { missing },
      })
    }
  })

  it('of an error of the identity provider carries its codes and its text, though nobody signed them', () => {
    const status =
      '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode><samlp:StatusMessage>No such person</samlp:StatusMessage></samlp:Status>'
    const steps: Steps = {
      sign: [],
      before: (xml) =>
        xml
          .replace(/<samlp:Status>[\s\S]*<\/samlp:Status>/, status)
          .replace(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, ''),
    }
    expect(refusal(onelogin, steps)).toMatchObject({
      code: 'status_error',
      message: expect.stringContaining('No such person'),
      detail: {
        status: 'urn:oasis:names:tc:SAML:2.0:status:Responder',
        sub_status: 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed',
        status_message: 'No such person',
        in_response_to: '_3f1c9a70d2b84e5fa6b7c8d9e0f1a2b3c4d5e6f7',
      },
    })
  })

  it('holds received values in bounds, on one line', () => {
    const steps = before([/(<saml:Issuer>)[^<]+/, `$1x&#10;y${'é'.repeat(100_000)}`])
    const { message, detail } = refusal(onelogin, steps)
    expect(message.length).toBeLessThan(1000)
    expect(message).not.toContain('\n')
    expect(String(detail.received).length).toBeLessThanOrEqual(500)
  })

  it('comes before anything is decrypted, where the response is signed and was changed', () => {
    const shibboleth = goodResponse('shibboleth-encrypted')
    const after = (xml: string) => xml.replace(/(<xenc:CipherValue>)./, '$1#')
    expect(refusal(shibboleth, { after }).code).toBe('digest_mismatch')
    expect(refusal(shibboleth, { after }, { decryptionKeys: [] }).code).toBe('digest_mismatch')
  })

  it('is certain for a flood of attribute values, and for a value beyond any reason', () => {
    const values = (count: number) =>
      `<saml:Attribute Name="flood">${'<saml:AttributeValue>x</saml:AttributeValue>'.repeat(count)}</saml:Attribute></saml:AttributeStatement>`
    expect(refusal(onelogin, before(['</saml:AttributeStatement>', values(5001)])).code).toBe('xml_limit')
    expect(
      verify(onelogin, before(['</saml:AttributeStatement>', values(4000)])).attributes.at(-1)!.values,
    ).toHaveLength(4000)
    expect(refusal(onelogin, before(['>Ada<', `>${'x'.repeat(64 * 1024 + 1)}<`])).code).toBe('xml_limit')
  })
})

describe('an encrypted assertion', () => {
  it('needs no signature of its own in a signed response', () => {
    expect(verify(goodResponse('shibboleth-encrypted')).encrypted).toBe(true)
  })

  it('is verified inside and outside where both are signed', () => {
    const keycloak = goodResponse('keycloak-encrypted')
    const keys = { decryptionKeys: [privateKey('sp')] }
    expect(verify(keycloak, {}, keys).encrypted).toBe(true)
    const steps: Steps = {
      sign: [
        { part: 'assertion', key: 'attacker' },
        { part: 'response', signaturePrefix: 'dsig' },
      ],
    }
    expect(refusal(keycloak, steps, keys).code).toBe('signature_invalid')
  })

  it('is refused where something else was encrypted', () => {
    const google = goodResponse('google-encrypted')
    const inside = '<saml:Evidence xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'
    const after = (xml: string) =>
      xml.replace(/<saml:EncryptedAssertion [\s\S]*<\/saml:EncryptedAssertion>/, () =>
        encryptAssertion(inside, certificate('sp')),
      )
    expect(refusal(google, { after }).code).toBe('unexpected_root')
  })
})
