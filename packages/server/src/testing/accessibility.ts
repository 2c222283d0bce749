import type { Page } from 'playwright-core'

/**
 * What people who do not see, do not point or see little would stumble over, as far as a program can tell: landmarks,
 * headings, names of controls, identifiers, contrast (WCAG 2.2, 1.3.1, 1.4.3, 2.4.1, 4.1.2).
 */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot()
  const nameless =
    tree.match(/^\s*- (button|link|textbox|searchbox|checkbox|radio|combobox)(?! ").*$/gm) ?? []
  const landmarks = ['banner', 'main', 'navigation "Main"'].filter((name) => !tree.includes(`- ${name}`))
  return [
    ...nameless.map((line) => `without a name: ${line.trim().replace(/:$/, '')}`),
    ...landmarks.map((name) => `no landmark ${name}`),
    ...(await page.evaluate(problemsInPage)),
  ]
}

type Colour = readonly [number, number, number, number]

/** Runs in the page, so it can use nothing from here. */
function problemsInPage(): string[] {
  const problems: string[] = []
  const { document, getComputedStyle } = globalThis as unknown as PageGlobals
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index)))
    problems.push(`two elements have the id ${id}`)
  if (document.querySelectorAll('h1').length !== 1) problems.push('not exactly one h1')
  for (const frame of document.querySelectorAll('iframe:not([title])'))
    problems.push(`a frame without a title: ${frame.id}`)
  if (document.documentElement.lang === '') problems.push('no language')
  for (const element of document.querySelectorAll('[aria-labelledby], [aria-controls]')) {
    for (const name of ['aria-labelledby', 'aria-controls']) {
      const id = element.getAttribute(name)
      if (id && !document.getElementById(id)) problems.push(`${name} names ${id}, which is not there`)
    }
  }

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const known = new Map<string, Colour>()
  const read = (css: string): Colour => {
    let colour = known.get(css)
    if (!colour) {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = css
      canvas.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data
      colour = [r, g, b, a / 255]
      known.set(css, colour)
    }
    return colour
  }
  const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ]
  const backgroundOf = (element: PageElement | null): Colour => {
    if (!element) return [255, 255, 255, 1]
    const own = read(getComputedStyle(element).backgroundColor)
    return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement))
  }
  const luminance = (colour: Colour) => {
    const [r = 0, g = 0, b = 0] = colour.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent.trim() !== '',
    )
    if (!hasText || !element.checkVisibility() || element.closest('.visually-hidden')) continue
    const style = getComputedStyle(element)
    const background = backgroundOf(element)
    const [light, dark] = [luminance(over(read(style.color), background)), luminance(background)].sort(
      (a, b) => b - a,
    )
    const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
    const size = Number.parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (large ? 3 : 4.5)) {
      problems.push(
        `contrast ${ratio.toFixed(2)}: ${element.className || element.tagName} "${element.textContent.trim().slice(0, 30)}"`,
      )
    }
  }
  return [...new Set(problems)]
}

/** As much of the browser's types as is used above: the server is compiled without them. */
type PageElement = {
  id: string
  className: string
  tagName: string
  textContent: string
  parentElement: PageElement | null
  childNodes: Iterable<{ nodeType: number; textContent: string }>
  getAttribute(name: string): string | null
  checkVisibility(): boolean
  closest(selector: string): PageElement | null
}
type PageGlobals = {
  getComputedStyle(element: PageElement): {
    color: string
    backgroundColor: string
    fontSize: string
    fontWeight: string
  }
  document: {
    documentElement: { lang: string }
    querySelectorAll(selector: string): Iterable<PageElement> & { length: number }
    getElementById(id: string): PageElement | null
    createElement(name: 'canvas'): {
      getContext(
        kind: '2d',
        options: { willReadFrequently: true },
      ): {
        fillStyle: string
        clearRect(x: number, y: number, width: number, height: number): void
        fillRect(x: number, y: number, width: number, height: number): void
        getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray }
      }
    }
  }
}
