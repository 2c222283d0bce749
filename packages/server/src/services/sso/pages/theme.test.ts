import { defaultBranding } from '@portico/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, parse, themeCss } from './theme.ts'

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

const variablesOf = (css: string) =>
  Object.fromEntries([...css.matchAll(/--([\w-]+):(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]))

describe('themeCss', () => {
  it('keeps everything readable, whatever colours are chosen', () => {
    fc.assert(
      fc.property(color, color, color, color, (page_background, button_background, button_text, link) => {
        const light = { page_background, button_background, button_text, link }
        const css = themeCss({ ...defaultBranding, appearance: 'light', light })
        const found = variablesOf(css) as Record<string, string>
        const ratio = (a: string, b: string) => contrast(parse(found[a] as string), parse(found[b] as string))
        for (const name of ['text', 'muted', 'link', 'good', 'warn', 'bad']) {
          for (const ground of ['page', 'sunken']) expect(ratio(name, ground)).toBeGreaterThanOrEqual(4.5)
        }
        expect(ratio('button-text', 'button')).toBeGreaterThanOrEqual(4.5)
        expect(ratio('button-line', 'page')).toBeGreaterThanOrEqual(3)
      }),
      { seed: 4, numRuns: 2_000 },
    )
  })

  it('keeps colours that can be read as they are', () => {
    const css = themeCss({ ...defaultBranding, appearance: 'light' })
    expect(variablesOf(css)).toMatchObject({
      page: '#ffffff',
      button: '#111827',
      'button-text': '#ffffff',
      link: '#2563eb',
    })
  })

  it('follows the browser only where that is wanted', () => {
    expect(themeCss({ ...defaultBranding })).toContain('@media (prefers-color-scheme:dark)')
    const dark = themeCss({ ...defaultBranding, appearance: 'dark' })
    expect(dark).not.toContain('@media')
    expect(dark).toContain('color-scheme:dark;')
    expect(variablesOf(dark).page).toBe('#111827')
  })

  it('has the corners and the font that were chosen', () => {
    const css = themeCss({ ...defaultBranding, corner_radius: 3, font_family: 'Inter Tight' })
    expect(css).toContain('--radius:3px;')
    expect(css).toContain('--sans:"Inter Tight",')
  })
})
