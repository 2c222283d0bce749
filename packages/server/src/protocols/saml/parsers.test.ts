import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const server = fileURLToPath(new URL('../..', import.meta.url))

/** Every library that reads XML, and may be found among what is installed. */
const xmlLibrary =
  /^(@xmldom\/|xml|fast-xml-parser|sax|saxes|libxml|node-libxml|expat|node-expat|htmlparser2|cheerio|jsdom|linkedom|parse5|@xml-tools|@rgrove\/parse-xml|txml|elementtree|xpath|xslt|samlify|saml|@node-saml|passport-saml|@boxyhq|@authenio)/

const imported = /(?:from|import|require)\s*\(?\s*['"]([^'"./][^'"]*)['"]/g

function sources(): string[] {
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(server, file))
}

/** Which files import a library of XML, by library. Foreign peers in tests do not count: they stand on the other side. */
function importsOfXml(): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const file of sources().filter((each) => !each.endsWith('.test.ts'))) {
    for (const [, library] of readFileSync(file, 'utf8').matchAll(imported)) {
      if (!xmlLibrary.test(library!)) continue
      found[library!] = [...(found[library!] ?? []), relative(server, file)]
    }
  }
  return found
}

describe('XML', () => {
  // What was verified has to be what is read: two parsers understand the same bytes in two ways.
  it('is parsed in one place, and canonicalized in one', () => {
    expect(importsOfXml()).toEqual({
      '@xmldom/xmldom': ['protocols/saml/xml.ts'],
      'xml-crypto': ['protocols/saml/canonical.ts'],
    })
  })

  it('is canonicalized by a library of which nothing else is used, its verification least of all', () => {
    const source = readFileSync(join(server, 'protocols/saml/canonical.ts'), 'utf8')
    expect(source.match(/import .* from 'xml-crypto'/g)).toEqual([
      "import { ExclusiveCanonicalization } from 'xml-crypto'",
    ])
  })

  it('has one version of its parser in what is shipped, the library that canonicalizes included', () => {
    const lock = readFileSync(new URL('../../../../../package-lock.json', import.meta.url), 'utf8')
    const { packages } = JSON.parse(lock) as { packages: Record<string, { dev?: boolean }> }
    const installed = Object.keys(packages).filter(
      (path) => path.endsWith('node_modules/@xmldom/xmldom') && !packages[path]!.dev,
    )
    expect(installed).toEqual(['node_modules/@xmldom/xmldom'])
  })
})
