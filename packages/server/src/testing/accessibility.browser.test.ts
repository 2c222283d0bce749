import { expect, it } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import { describeInBrowser } from './browser.ts'

const page = (
  main: string,
) => `<!doctype html><html lang="en"><title>t</title><header><nav aria-label="Main"></nav></header>
<main><h1>Title</h1>${main}</main></html>`

const cases: [string, string[]][] = [
  ['<button>Save</button> <a href="/">Home</a> <p>Text</p>', []],
  ['<button><svg></svg></button>', ['without a name: - button']],
  ['<input type="text">', ['without a name: - textbox']],
  ['<p style="color: #999">Pale</p>', ['contrast 2.85: P "Pale"']],
  ['<p style="color: #999; font-size: 30px">Pale and large</p>', ['contrast 2.85: P "Pale and large"']],
  ['<p style="color: #888; font-size: 30px">Large</p>', []],
  [
    '<div style="background: rgb(0 0 0 / 50%)"><p style="color: #555">On grey</p></div>',
    ['contrast 1.86: P "On grey"'],
  ],
  ['<h1>Another</h1>', ['not exactly one h1']],
  ['<p id="a">1</p><p id="a">2</p>', ['two elements have the id a']],
  ['<section aria-labelledby="b">1</section>', ['aria-labelledby names b, which is not there']],
  ['<iframe></iframe>', ['a frame without a title: ']],
]

describeInBrowser('accessibilityProblems', (open) => {
  it('finds what it looks for, and nothing in a good page', async () => {
    const tab = await open()
    for (const [main, expected] of cases) {
      await tab.page.setContent(page(main))
      expect([main, await accessibilityProblems(tab.page)]).toEqual([main, expected])
    }
  })
})
