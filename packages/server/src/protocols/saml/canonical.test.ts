import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalize } from './canonical.ts'
import { goodResponses, write } from './fixtures/good.ts'
import { mutants, mutate } from './fixtures/mutants.ts'
import { parseXml, type XmlElement } from './xml.ts'

function canonical(xml: string, prefixes?: string[]): string {
  return canonicalize(parseXml(xml), prefixes ? { prefixes } : {})
}

function parsed(xml: string): XmlElement | undefined {
  try {
    return parseXml(xml)
  } catch {
    return undefined
  }
}

const allHaveNamespaces = (element: XmlElement): boolean =>
  element.namespace !== '' && element.children.every(allHaveNamespaces)

describe('canonicalize', () => {
  it('writes empty elements with two tags, double quotes, and no XML declaration', () => {
    expect(canonical("<?xml version='1.0'?>\n<a xmlns='urn:1' b='2'/>\n")).toBe('<a xmlns="urn:1" b="2"></a>')
  })

  // Canonical XML 1.0, 2.3
  it('escapes exactly what the specification escapes', () => {
    expect(
      canonical(
        '<a xmlns="urn:1" b="&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;">&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;</a>',
      ),
    ).toBe('<a xmlns="urn:1" b="&lt;>&amp;&quot;\'&#x9;&#xA;&#xD;">&lt;&gt;&amp;"\'\t\n&#xD;</a>')
  })

  it('keeps every other character, also those beyond the first plane', () => {
    const text = 'é\u0085\u2028\u{1d11e}\u00a0'
    expect(canonical(`<a xmlns="urn:1" b="${text}">${text}</a>`)).toBe(
      `<a xmlns="urn:1" b="${text}">${text}</a>`,
    )
  })

  // Exclusive XML Canonicalization 1.0, 3: a namespace is written where it is used first.
  it('writes namespaces where they are used, and no others', () => {
    expect(canonical('<a:r xmlns:a="urn:a" xmlns:b="urn:b" xmlns:c="urn:c"><b:x/><b:y c:z="1"/></a:r>')).toBe(
      '<a:r xmlns:a="urn:a"><b:x xmlns:b="urn:b"></b:x><b:y xmlns:b="urn:b" xmlns:c="urn:c" c:z="1"></b:y></a:r>',
    )
  })

  it('writes the default namespace anew only where it changes', () => {
    expect(canonical('<r xmlns="urn:1"><a:x xmlns:a="urn:a"><y/></a:x><z xmlns="urn:2"><w/></z></r>')).toBe(
      '<r xmlns="urn:1"><a:x xmlns:a="urn:a"><y></y></a:x><z xmlns="urn:2"><w></w></z></r>',
    )
  })

  it('follows a prefix that is bound to something else inside, and back', () => {
    expect(
      canonical('<a:r xmlns:a="urn:1"><a:x xmlns:a="urn:2"><a:y xmlns:a="urn:1"/></a:x><a:z/></a:r>'),
    ).toBe('<a:r xmlns:a="urn:1"><a:x xmlns:a="urn:2"><a:y xmlns:a="urn:1"></a:y></a:x><a:z></a:z></a:r>')
  })

  it('orders namespaces by prefix, and attributes by namespace and name, by code units', () => {
    expect(
      canonical(
        '<r xmlns="urn:1" xmlns:b="urn:a" xmlns:B="urn:c" xmlns:a-="urn:bb" xmlns:a="urn:b" B:x="1" b:z="2" b:Z="3" a:b="4" a-:a="5" y="6" Y="7"/>',
      ),
    ).toBe(
      '<r xmlns="urn:1" xmlns:B="urn:c" xmlns:a="urn:b" xmlns:a-="urn:bb" xmlns:b="urn:a" Y="7" y="6" b:Z="3" b:z="2" a:b="4" a-:a="5" B:x="1"></r>',
    )
  })

  it('writes attributes of the XML namespace without declaring it', () => {
    expect(canonical('<r xmlns="urn:1" xml:lang="en"/>')).toBe('<r xmlns="urn:1" xml:lang="en"></r>')
  })

  it('takes prefixes of a PrefixList along, from the element itself or from around it', () => {
    const root = parseXml(
      '<a:r xmlns:a="urn:a" xmlns:xs="urn:xs" xmlns:o="urn:o"><a:x xmlns:o="urn:p"><a:y xmlns:xs="urn:other"/></a:x></a:r>',
    )
    const [x] = root.children
    expect(canonicalize(x!, { prefixes: ['xs', 'o', 'absent', 'xml'] })).toBe(
      '<a:x xmlns:a="urn:a" xmlns:o="urn:p" xmlns:xs="urn:xs"><a:y xmlns:xs="urn:other"></a:y></a:x>',
    )
  })

  it('leaves out the child that it is told, and the white space around it stays', () => {
    const root = parseXml('<r xmlns="urn:1"> <s/> <t/></r>')
    expect(canonicalize(root, { without: root.children[0]! })).toBe('<r xmlns="urn:1">  <t></t></r>')
  })

  it('refuses elements without a namespace, which it would not write the same twice', () => {
    for (const xml of ['<a/>', '<a xmlns="urn:1"><b xmlns=""/></a>']) {
      expect(() => canonical(xml)).toThrow(/no namespace/)
    }
  })

  it('does not change what it was given', () => {
    const root = parseXml('<a:r xmlns:a="urn:a" xmlns:xs="urn:xs"><a:x/></a:r>')
    const before = canonicalize(root)
    canonicalize(root.children[0]!, { prefixes: ['xs'] })
    expect(canonicalize(root)).toBe(before)
    expect(root.children[0]!.declarations.size).toBe(0)
  })
})

describe('what was canonicalized, parsed and canonicalized again', () => {
  const responses = goodResponses.map((good) => write(good))

  it('is the same, for every response and every mutant that can be read', () => {
    let read = 0
    fc.assert(
      fc.property(mutants(responses.length), ({ origin, donor, mutations }) => {
        const tree = parsed(mutate(responses[origin]!, responses[donor]!, mutations))
        if (!tree || !allHaveNamespaces(tree)) return
        read++
        for (const prefixes of [[], ['xs', 'xsi'], ['saml', 'ds', 'x']]) {
          const once = canonicalize(tree, { prefixes })
          expect(canonicalize(parseXml(once), { prefixes })).toBe(once)
        }
      }),
      { numRuns: 400, seed: 4 },
    )
    expect(read).toBeGreaterThan(80)
  })

  it('is the same, for any text and any value', () => {
    // All that XML can hold, but for U+FFFD, which the parser takes for a sign of a wrong encoding.
    const character = fc
      .oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10ffff))
      .map((point) => String.fromCodePoint(point))
      .filter((each) => /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffc}\u{10000}-\u{10ffff}]$/u.test(each))
    const text = fc.array(character, { maxLength: 20 }).map((each) => each.join(''))
    const escaped = (value: string) => value.replace(/[<>&"\t\n\r]/g, (each) => `&#${each.charCodeAt(0)};`)
    fc.assert(
      fc.property(text, text, (value, content) => {
        const tree = parseXml(`<a xmlns="urn:1" b="${escaped(value)}">${escaped(content)}</a>`)
        const again = parseXml(canonicalize(tree))
        expect(again.text).toBe(content)
        expect(again.attributes[0]!.value).toBe(value)
        expect(canonicalize(again)).toBe(canonicalize(tree))
      }),
      { numRuns: 300 },
    )
  })
})
