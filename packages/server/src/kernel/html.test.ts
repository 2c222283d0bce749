import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributes, escapeHtml, type Html, html, safeUrl, trusted } from './html.ts'

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#96': '`',
  '#13': '\r',
}
const readBack = (markup: string) =>
  markup.replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? `unknown entity ${name}`)

/** Text full of what breaks out of markup. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '`',
        '=',
        ' ',
        '\n',
        '\r',
        '/',
        'a',
        '<script>',
        '-->',
        '&lt;',
      ),
    )
    .map((parts) => parts.join('')),
)

describe('html', () => {
  it('escapes what is interpolated into text and into quoted attributes', () => {
    const name = `<img src=x onerror="alert('1')">&`
    expect(String(html`<p title="${name}" lang='${name}'>${name}</p>`)).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;" ' +
        "lang='&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'>" +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
    )
  })

  it('gives every text back to a reader of the markup, and lets no text change the markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = escapeHtml(text)
        expect(written).not.toMatch(/[<>"'`\r\0]/)
        expect(readBack(written)).toBe(text.replaceAll('\0', '\ufffd'))
        expect(String(html`<b title="${text}">${text}</b>`)).toBe(`<b title="${written}">${written}</b>`)
      }),
    )
  })

  it('takes markup of its own as it is, at any depth, and escapes only what is text in it', () => {
    type Tree = string | Tree[]
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, hostile, fc.array(tie('tree'), { maxLength: 4 })),
    }))
    const write = (node: Tree): Html =>
      typeof node === 'string' ? html`<i>${node}</i>` : html`<ul>${node.map(write)}</ul>`
    const expected = (node: Tree): string =>
      typeof node === 'string'
        ? `<i>${escapeHtml(node)}</i>`
        : `<ul>${node.map((child) => expected(child)).join('')}</ul>`
    fc.assert(fc.property(tree, (node) => String(write(node)) === expected(node)))
  })

  it('shows nothing for what is absent, and numbers as they are', () => {
    expect(String(html`<p>${null}${undefined}${false}${[]}${0}${[1, ['<']]}</p>`)).toBe('<p>01&lt;</p>')
  })

  it('takes markup that somebody vouches for', () => {
    expect(String(html`${trusted('<br>')}`)).toBe('<br>')
  })

  it('refuses an object that is not markup', () => {
    expect(() => html`${{ toString: () => '<br>' } as never}`).toThrow(TypeError)
  })

  it.each([
    ['an unquoted attribute', () => html`<a title=${'x'}>y</a>`],
    ["an attribute's name", () => html`<a ${'onclick'}="x">y</a>`],
    ["part of an attribute's name", () => html`<a on${'click'}="x">y</a>`],
    ["a tag's name", () => html`<${'script'}>`],
    ["a closing tag's name", () => html`</${'script'}>`],
    ["part of a tag's name", () => html`<s${'cript'} src="x">`],
    ['an event handler', () => html`<a onclick="${'x'}">y</a>`],
    ['a style', () => html`<a style="${'x'}">y</a>`],
    ['a document in an attribute', () => html`<iframe srcdoc="${'x'}"></iframe>`],
    ['a script', () => html`<script>${'x'}</script>`],
    ['a style sheet', () => html`<style>p { color: ${'x'} }</style>`],
    ['a comment', () => html`<!-- ${'x'} -->`],
    ['a comment that looks closed', () => html`<!-- <b> ${'x'} -->`],
    ['markup in an attribute', () => html`<a title="${html`<b>`}">y</a>`],
    ['a list in an attribute', () => html`<a title="${['x']}">y</a>`],
    ['text between attributes', () => html`<a ${'hidden'}>y</a>`],
    ['the scheme of an address', () => html`<a href="java${'script:x'}">y</a>`],
    ['the rest of a scheme', () => html`<a href="${'java'}${'script:x'}">y</a>`],
    ['a tag that is not closed', () => html`<a title="${'x'}"`],
  ])('refuses a value in %s', (_, write) => {
    expect(write).toThrow(TypeError)
  })

  it('checks an address by its beginning', () => {
    expect(String(html`<a href="${'/a'}?b=${'c:d'}#${'e:f'}">y</a>`)).toBe('<a href="/a?b=c:d#e:f">y</a>')
    expect(String(html`<a href="${'javascript:x'}#${'y'}">y</a>`)).toBe('<a href="about:invalid#y">y</a>')
  })

  it('is not confused by what stands before the value', () => {
    expect(String(html`<p>1 < 2 ${'x'}</p>`)).toContain('2 x')
    expect(String(html`<a title='"' lang="${'"'}">${'<'}</a>`)).toBe(`<a title='"' lang="&quot;">&lt;</a>`)
    expect(String(html`<script src="/a.js"></script><p>${'<'}</p>`)).toContain('<p>&lt;</p>')
    expect(String(html`<title>${'</title><script>'}</title>`)).toBe(
      '<title>&lt;/title&gt;&lt;script&gt;</title>',
    )
  })
})

describe('attributes', () => {
  it('sets what has a value, and leaves out what has none', () => {
    const written = html`<a ${attributes({ hidden: true, title: '"', rel: null, id: undefined, lang: false })}>y</a>`
    expect(String(written)).toBe('<a hidden title="&quot;">y</a>')
  })

  it('refuses names that run code or are none', () => {
    expect(() => attributes({ onclick: 'x' })).toThrow(TypeError)
    expect(() => attributes({ 'a b': 'x' })).toThrow(TypeError)
    expect(() => attributes({ style: 'x' })).toThrow(TypeError)
  })

  it('belongs in a tag', () => {
    expect(() => html`<p>${attributes({ hidden: true })}</p>`).toThrow(TypeError)
  })

  it('checks addresses', () => {
    expect(String(html`<a ${attributes({ href: 'javascript:x' })}>y</a>`)).toBe(
      '<a href="about:invalid">y</a>',
    )
  })
})

describe('safeUrl', () => {
  it.each([
    'https://acme.com/?a=b:c',
    'http://localhost:4100',
    '/a:b',
    'a/b:c',
    '?a:b',
    '#a:b',
    'mailto:a@b.c',
    '',
  ])('keeps %s', (address) => expect(safeUrl(address)).toBe(address))

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\tscript\r:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'blob:x',
    'file:///etc/passwd',
  ])('takes out %j', (address) => {
    expect(safeUrl(address)).toBe('about:invalid')
    expect(String(html`<a href="${address}">x</a>`)).toBe('<a href="about:invalid">x</a>')
  })

  it('lets no address through that a browser would take for another scheme', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'java',
        'script',
        'data',
        ':',
        '/',
        '//',
        '?',
        '#',
        ' ',
        '\n',
        '\t',
        '\0',
        'http',
        'a',
        '\\',
        '@',
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const address = safeUrl(parts.join(''))
        const read = URL.canParse(address, 'http://localhost/')
          ? new URL(address, 'http://localhost/')
          : undefined
        expect(['http:', 'https:', 'mailto:', 'about:', undefined]).toContain(read?.protocol)
      }),
    )
  })
})
