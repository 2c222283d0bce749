import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeInBrowser } from '../testing/browser.ts'
import { html } from './html.ts'

describeInBrowser('html', (open) => {
  it('is read by a browser as exactly the text that was put in', async () => {
    const { page } = await open()
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
            '<script>',
            '-->',
            '&lt;',
            '</p>',
          ),
        )
        .map((parts) => parts.join('')),
    )
    const texts = fc.sample(hostile, { numRuns: 500, seed: 7 })
    const documents = texts.map((text) => String(html`<p title="${text}" lang='${text}'>${text}</p>`))
    const read = (await page.evaluate(`(${readBack})(${JSON.stringify(documents)})`)) as string[][]
    const expected = texts.map((text) => text.replaceAll('\0', '\ufffd'))
    expect(read).toEqual(expected.map((text) => [text, text, text, '1']))
  })
})

/** Runs in the page: the three texts of each document, and how many elements there are. */
const readBack = `(documents) => documents.map((markup) => {
  const { body } = new DOMParser().parseFromString(markup, 'text/html')
  const { textContent, title, lang } = body.firstElementChild
  return [textContent, title, lang, String(body.querySelectorAll('*').length)]
})`
