import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const repository = resolve(import.meta.dirname, '../../..')
const guides = readdirSync(join(repository, 'docs/sdk'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith('.md'))
  .map((entry) => join(entry.parentPath, entry.name))
const documents = [join(repository, 'README.md'), join(repository, 'packages/sdk/README.md'), ...guides]

/** The anchors of a document, as GitHub makes them of its headings. */
function anchorsOf(document: string): Set<string> {
  const seen = new Map<string, number>()
  const text = readFileSync(document, 'utf8').replaceAll(/^```.*?^```$/gms, '')
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-')
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
  return new Set(anchors)
}

const anchors = new Map<string, Set<string>>()

/** The links of a document that lead to a file or a heading that is not there. */
function brokenLinks(document: string): string[] {
  const text = readFileSync(document, 'utf8')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return [...new Set(links)].filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? document : resolve(dirname(document), path)
    if (!existsSync(target)) return true
    if (anchor === undefined) return false
    const known = anchors.get(target) ?? anchorsOf(target)
    anchors.set(target, known)
    return !known.has(anchor)
  })
}

describe('the documentation of the SDK', () => {
  it.each(documents.map((document) => [relative(repository, document), document]))(
    'has no link that leads nowhere: %s',
    (_, document) => expect(brokenLinks(document)).toEqual([]),
  )
})
