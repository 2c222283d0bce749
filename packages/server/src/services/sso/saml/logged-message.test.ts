import { describe, expect, it } from 'vitest'
import { loggedFragment, loggedXml } from './logged-message.ts'

const logged = (xml: string | Uint8Array) => loggedXml('received', 'saml_response', xml).content

describe('a message in the log', () => {
  it('says all that it said, but for what could be sent again or decrypted', () => {
    const xml =
      '<p:Response><ds:SignatureValue Id="s">\nAbc+/=\n</ds:SignatureValue><SignatureValue>x</SignatureValue>' +
      '<xenc:CipherValue>Zz</xenc:CipherValue><a:Name>SignatureValue</a:Name></p:Response>'
    expect(logged(xml)).toBe(
      '<p:Response><ds:SignatureValue Id="s">…</ds:SignatureValue><SignatureValue>…</SignatureValue>' +
        '<xenc:CipherValue>…</xenc:CipherValue><a:Name>SignatureValue</a:Name></p:Response>',
    )
  })

  it('is kept also when it is cut off in the middle, no XML, or no text', () => {
    expect(logged('<ds:SignatureValue>Abc')).toBe('<ds:SignatureValue>…')
    expect(logged(Uint8Array.of(0xff, 0, 0x61))).toBe('\ufffd\ufffda')
    expect(logged('a\ud800')).toBe('a\ufffd')
    expect(loggedFragment('saml_response', `${'x'.repeat(500)}`).content).toBe('x'.repeat(200))
  })

  it('is cut where nobody would read on', () => {
    expect(logged('x'.repeat(500_000))).toHaveLength(64 * 1024 + 1)
  })

  it('takes time by its length, whatever is in it', () => {
    for (const part of ['<SignatureValue>', '<SignatureValue ', '<a:', '<', 'a:']) {
      const start = performance.now()
      logged(part.repeat(500_000 / part.length))
      expect(performance.now() - start).toBeLessThan(2_000)
    }
  })
})
