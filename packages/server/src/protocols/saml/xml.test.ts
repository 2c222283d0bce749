import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SamlError, type SamlErrorCode } from './error.ts'
import { parseXml, type XmlElement, type XmlLimits } from './xml.ts'

/** Any code points, and halves of pairs. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 10 })
  .map((points) => String.fromCodePoint(...points))

function refusal(xml: string | Uint8Array, limits?: Partial<XmlLimits>): SamlErrorCode | 'accepted' {
  try {
    parseXml(xml, limits)
  } catch (error) {
    if (error instanceof SamlError) return error.code
    throw error
  }
  return 'accepted'
}

function textOf(xml: string): string {
  return parseXml(xml).text
}

describe('parseXml', () => {
  it('reads elements, attributes, namespaces and text', () => {
    const root = parseXml('<a:r xmlns:a="urn:a" xmlns="urn:d" a:x="1" y="2"><b>text</b> <a:c/></a:r>')
    expect(root).toMatchObject({ name: 'a:r', prefix: 'a', localName: 'r', namespace: 'urn:a', text: '' })
    expect(root.attributes).toEqual([
      { name: 'a:x', prefix: 'a', localName: 'x', namespace: 'urn:a', value: '1' },
      { name: 'y', prefix: '', localName: 'y', namespace: '', value: '2' },
    ])
    expect(root.children.map(({ name, namespace, text }) => ({ name, namespace, text }))).toEqual([
      { name: 'b', namespace: 'urn:d', text: 'text' },
      { name: 'a:c', namespace: 'urn:a', text: '' },
    ])
    expect(root.nodes[1]).toBe(' ')
  })

  it('follows prefixes that are bound anew inside, and the default namespace that is taken back', () => {
    const root = parseXml('<a:r xmlns:a="urn:1" xmlns="urn:d"><a:x xmlns:a="urn:2"/><y xmlns=""/></a:r>')
    expect(root.children.map(({ namespace }) => namespace)).toEqual(['urn:2', ''])
  })

  it('reads bytes as UTF-8, with one byte order mark, and with an XML declaration of UTF-8 or none', () => {
    expect(parseXml(Buffer.from('<a>é𝄞</a>')).text).toBe('é𝄞')
    expect(parseXml(Buffer.from('\ufeff<a>x</a>')).text).toBe('x')
    for (const start of [
      '<?xml version="1.0"?>',
      "<?xml version='1.0' encoding='utf-8' ?>\n",
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>',
    ]) {
      expect(textOf(`${start}<a>x</a>`)).toBe('x')
    }
  })

  it('reads the five entities and numeric references, and line ends as XML 1.0 has them', () => {
    expect(textOf('<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1D11E;</a>')).toBe('<>&"\'AB𝄞')
    expect(textOf('<a>1\r\n2\r3\n4&#13;5</a>')).toBe('1\n2\n3\n4\r5')
    // XML 1.1 takes these two for line ends; XML 1.0, and so every signature, does not.
    expect(textOf('<a>\u0085\u2028</a>')).toBe('\u0085\u2028')
    expect(parseXml('<a b="1\t2\n3\r\n4&#9;5&#10;6"/>').attributes[0]!.value).toBe('1 2 3 4\t5\n6')
  })

  it('does not take an entity twice', () => {
    expect(textOf('<a>&amp;lt;&amp;#65;</a>')).toBe('&lt;&#65;')
  })

  it('gives what it read back, whatever the text is', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => /^[^<&>\r\p{Cc}\ufffe\uffff\ufffd]*$/u.test(value))
    fc.assert(
      fc.property(text, (value) => {
        expect(textOf(`<a>${value}</a>`)).toBe(value)
      }),
    )
  })

  it('finds names that every object has, and never takes one for them', () => {
    const root = parseXml('<constructor xmlns:toString="urn:t" toString:valueOf="1" hasOwnProperty="2"/>')
    expect(root.name).toBe('constructor')
    expect(root.attributes.map(({ namespace, value }) => [namespace, value])).toEqual([
      ['urn:t', '1'],
      ['', '2'],
    ])
    expect(refusal('<a __proto__="1"/>')).toBe('xml_namespace')
  })

  it('hands out elements that hold neither their parent nor their document', () => {
    const parsed: XmlElement = parseXml('<a><b/></a>')
    expect(Object.keys(parsed.children[0]!).toSorted()).toEqual([
      'attributes',
      'children',
      'declarations',
      'localName',
      'name',
      'namespace',
      'nodes',
      'prefix',
      'scope',
      'text',
    ])
  })
})

describe('what is not of SAML', () => {
  it.each([
    ['a document type', '<!DOCTYPE a><a/>'],
    ['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity of HTML', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>&</a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['a CDATA section', '<a><![CDATA[x]]></a>'],
    ['a processing instruction', '<a><?x?></a>'],
    ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['another version', '<?xml version="1.1"?><a/>'],
  ])('is refused as forbidden: %s', (_, xml) => {
    expect(refusal(xml)).toBe('xml_forbidden')
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'x'],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>x'],
    ['an element that is not closed', '<a>'],
    ['an end without a start', '</a>'],
    ['an end of another name', '<a></b>'],
    ['ends that cross', '<a><b></a></b>'],
    ['an attribute without quotes', '<a b=c/>'],
    ['an attribute without a value', '<a b/>'],
    ['attributes without space', '<a b="1"c="2"/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute twice by its namespace', '<a xmlns:x="urn:1" xmlns:y="urn:1" x:b="1" y:b="2"/>'],
    ['a "<" in a value', '<a b="<"/>'],
    ['"]]>" in text', '<a>]]></a>'],
    ['a name that begins with a digit', '<1/>'],
    ['a name with two colons', '<a:b:c xmlns:a="urn:1"/>'],
    ['a name that is a colon', '<:a/>'],
    ['a name of other letters', '<é/>'],
    ['an end tag with more in it', '<a></a\nx>'],
    ['white space before the name', '< a/>'],
  ])('is refused as malformed: %s', (_, xml) => {
    expect(refusal(xml)).toBe('xml_malformed')
  })

  it.each([
    ['an undeclared prefix', '<x:a/>'],
    ['an undeclared prefix of an attribute', '<a x:b=""/>'],
    ['a prefix that is taken back', '<x:a xmlns:x="urn:1"><b xmlns:x=""/></x:a>'],
    ['the prefix xml', '<a xmlns:xml="urn:1"/>'],
    ['the prefix xmlns', '<a xmlns:xmlns="urn:1"/>'],
    ['the namespace of XML', '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ['the namespace of declarations', '<a xmlns:x="http://www.w3.org/2000/xmlns/"/>'],
    ['a URI that canonicalization would not escape', '<a xmlns:x="urn:&quot;"/>'],
    ['a URI with white space', '<a xmlns="urn:1 "/>'],
    ['an attribute that is nearly a declaration', '<a xmlnsx="urn:1"/>'],
  ])('is refused for its namespaces: %s', (_, xml) => {
    expect(refusal(xml)).toBe('xml_namespace')
  })

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
    ['a character spelled too long', Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0x80, 0x3c, 0x2f, 0x61, 0x3e])],
    ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le')],
    ['half of a surrogate pair', '<a>\ud800</a>'],
    ['a reference to half of a surrogate pair', '<a>&#xD83D;&#xDE00;</a>'],
    ['a reference to 0', '<a>&#0;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['the character 0', '<a>\u0000</a>'],
    ['a control character', '<a>\u001b</a>'],
    ['U+FFFE', '<a>\ufffe</a>'],
  ])('is refused for its characters: %s', (_, xml) => {
    expect(refusal(xml)).toBe('xml_encoding')
  })

  it('is refused: text beside elements, wherever it stands', () => {
    for (const xml of ['<a>x<b/></a>', '<a><b/>x</a>', '<a><b/>&#160;</a>']) {
      expect(refusal(xml)).toBe('xml_mixed_content')
    }
    expect(refusal('<a>\r\n\t <b/> </a>')).toBe('accepted')
  })

  it('is refused: an identifier twice, in whatever spelling', () => {
    for (const [one, other] of [
      ['ID', 'ID'],
      ['ID', 'Id'],
      ['id', 'ID'],
      ['xml:id', 'ID'],
      ['x:ID', 'iD'],
    ]) {
      expect(refusal(`<a xmlns:x="urn:1" ${one}="v"><b ${other}="v"/></a>`)).toBe('xml_duplicate_id')
    }
    expect(refusal('<a ID="v"><b ID="V"/></a>')).toBe('accepted')
  })

  it('never ends in another error, whatever the bytes are', () => {
    const piece = fc.oneof(
      anyText,
      fc.constantFrom('<a', '>', '/>', '</a>', '"', "='", '&#', ';', '<!', ' xmlns:a=', ':'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(refusal(pieces.join(''))).toMatch(/^(xml_|accepted)/)
        expect(refusal(Buffer.from(pieces.join(''), 'latin1'))).toMatch(/^(xml_|accepted)/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('limits', () => {
  it('bound the bytes, before anything else is looked at', () => {
    const large = `<a>${'x'.repeat(512 * 1024)}</a>`
    expect(refusal(large)).toBe('too_large')
    expect(refusal(Buffer.from(large))).toBe('too_large')
    expect(refusal('<a>ééé</a>', { bytes: 12 })).toBe('too_large')
    expect(refusal('<a>ééé</a>', { bytes: 13 })).toBe('accepted')
  })

  it('bound depth, elements, attributes and namespaces, before anything is built', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(refusal(nested(40))).toBe('accepted')
    expect(refusal(nested(41))).toBe('xml_limit')
    expect(refusal(`<a>${'<b/>'.repeat(3)}</a>`, { elements: 3 })).toBe('xml_limit')
    expect(refusal(`<a>${'<b/>'.repeat(3)}</a>`, { elements: 4 })).toBe('accepted')
    const attributes = (count: number) =>
      Array.from({ length: count }, (_, index) => ` a${index}=""`).join('')
    expect(refusal(`<a${attributes(50)}/>`)).toBe('accepted')
    expect(refusal(`<a${attributes(51)}/>`)).toBe('xml_limit')
    const one = { namespacesInScope: 1 }
    expect(refusal('<a xmlns:x="urn:1"><b xmlns:y="urn:2"/></a>', one)).toBe('xml_limit')
    expect(refusal('<a><b xmlns:x="urn:1"/><b xmlns:x="urn:1"/></a>', one)).toBe('accepted')
    expect(refusal('<a b="" c=""><d e="" xmlns="urn:1"/></a>', { attributes: 4 })).toBe('accepted')
    expect(refusal('<a b="" c=""><d e="" xmlns="urn:1"/></a>', { attributes: 3 })).toBe('xml_limit')
    const inner = '<a xmlns:x="urn:1" xmlns:y="urn:2"><b/><c xmlns:z="urn:3"/></a>'
    expect(refusal(inner, { scopes: 5 })).toBe('accepted')
    expect(refusal(inner, { scopes: 4 })).toBe('xml_limit')
  })

  it('leave room for who is in a thousand groups, each of which declares its namespaces anew', () => {
    const value =
      '<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">A group of some length</saml:AttributeValue>'
    const xml = `<saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${value.repeat(1000)}</saml:Attribute>`
    expect(parseXml(xml).children).toHaveLength(1000)
  })

  it('are low enough that the most expensive message within them is read in a few seconds at worst', () => {
    const flat = `<a>${'<b/>'.repeat(11_998)}</a>`
    const wide = `<a${Array.from({ length: 45 }, (_, index) => ` xmlns:n${index}="urn:${index}"`).join('')}>${`<b${Array.from({ length: 45 }, (_, index) => ` n${index}:x=""`).join('')}/>`.repeat(800)}</a>`
    for (const xml of [flat, wide]) {
      const start = performance.now()
      expect(refusal(xml)).toBe('accepted')
      expect(performance.now() - start).toBeLessThan(5000)
    }
  })

  const declaring = (count: number) =>
    `<a${Array.from({ length: count }, (_, index) => ` xmlns:n${index}="u"`).join('')}>`

  it('keep hostile input cheap: half a megabyte of it is refused in less than a second', () => {
    const size = 500_000
    const hostile = [
      '<'.repeat(size),
      '<a '.repeat(size / 3),
      `<a ${'b '.repeat(size / 2)}`,
      `<a ${'b="" '.repeat(size / 5)}>`,
      `<a b="${'x'.repeat(size)}`,
      `<a>${'&'.repeat(size)}</a>`,
      `<a>${'&#1;'.repeat(size / 4)}</a>`,
      `<a${' '.repeat(size)}`,
      `<${'a'.repeat(size)}`,
      `<a>${'<b>'.repeat(size / 3)}`,
      `<a>${'<b/>'.repeat(size / 4 - 10)}</a>`,
      `<a>${'<!--'.repeat(size / 4)}</a>`,
      `<!DOCTYPE a [${'<!ENTITY x "y">'.repeat(size / 15)}]><a/>`,
      // Each of many elements has all the namespaces of those around it.
      `${declaring(49).repeat(4)}${'<b xmlns:q="u"/>'.repeat(11_900)}${'</a>'.repeat(4)}`,
      `<a>${`<b${Array.from({ length: 50 }, (_, index) => ` a${index}=""`).join('')}/>`.repeat(1_100)}</a>`,
    ]
    for (const xml of hostile) {
      const start = performance.now()
      expect(refusal(xml)).not.toBe('accepted')
      expect(performance.now() - start, xml.slice(0, 12)).toBeLessThan(1000)
    }
  })
})

describe('comments, where they are skipped', () => {
  const skip = { comments: 4 }

  it('are left out between elements, before and after them', () => {
    const root = parseXml('<!-- 1 --><a><!-- 2 --><b>x</b><!-- <c> --></a><!-- 3 -->', skip)
    expect(root.children.map(({ name }) => name)).toEqual(['b'])
  })

  it('are refused when there are more than anybody writes', () => {
    expect(refusal(`<a>${'<!---->'.repeat(4)}</a>`, skip)).toBe('accepted')
    expect(refusal(`<a>${'<!---->'.repeat(5)}</a>`, skip)).toBe('xml_limit')
  })

  it('are refused within a text, which they would cut', () => {
    for (const xml of ['<a>x<!-- -->y</a>', '<a><!-- -->x</a>', '<a>x<!-- --></a>']) {
      expect(refusal(xml, skip)).toBe('xml_mixed_content')
    }
  })

  it('are refused when they are broken, as is everything else that begins like them', () => {
    for (const xml of [
      '<a><!-- -- --></a>',
      '<a><!-- </a>',
      '<a><!--></a>',
      '<!DOCTYPE a><a/>',
      '<a><![CDATA[]]></a>',
    ]) {
      expect(refusal(xml, skip)).toBe('xml_forbidden')
    }
  })
})
