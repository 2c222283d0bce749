import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { element, isXmlText, requireXmlId, root } from './write.ts'
import { parseXml } from './xml.ts'

/** Any text that XML can hold. */
const xmlText = fc.string({ unit: 'binary' }).filter(isXmlText)

describe('element', () => {
  it('writes what the parser reads back, whatever the text and the attribute hold', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (text, value) => {
        const read = parseXml(root('saml:Issuer', ['saml'], { Format: value }, text))
        expect(read.text).toBe(text)
        expect(read.attributes.map((attribute) => attribute.value)).toEqual([value])
      }),
    )
  })

  it('takes no text for markup, and no attribute for two', () => {
    const evil = '"/><saml:Issuer x="]]>&amp;<!--'
    const read = parseXml(
      root('samlp:AuthnRequest', ['samlp', 'saml'], { ID: evil }, element('saml:Issuer', {}, evil)),
    )
    expect(read.attributes).toHaveLength(1)
    expect(read.attributes[0]?.value).toBe(evil)
    expect(read.children.map(({ name, text }) => [name, text])).toEqual([['saml:Issuer', evil]])
  })

  it('leaves out what is absent', () => {
    expect(
      element('a', { b: null, c: undefined, d: false, e: 0 }, null, undefined, false, []).toString(),
    ).toBe('<a d="false" e="0"/>')
  })

  it.each(['\0', '\u0008', '\ud800', '\udc00x', '\ufffe', '\uffff', '\u001f'])(
    'refuses %j, which XML cannot hold',
    (text) => {
      expect(isXmlText(text)).toBe(false)
      expect(() => element('a', {}, text)).toThrow(TypeError)
      expect(() => element('a', { b: text })).toThrow(TypeError)
    },
  )
})

describe('requireXmlId', () => {
  it.each(['_0a', 'id-1.b', 'A'])('takes %j', (id) => {
    expect(requireXmlId(id)).toBe(id)
  })

  it.each(['', '1a', 'a b', 'a"', '-a', 'a:b', 'ä', 'a\n', `a${'b'.repeat(256)}`])('refuses %j', (id) => {
    expect(() => requireXmlId(id)).toThrow(TypeError)
  })
})
