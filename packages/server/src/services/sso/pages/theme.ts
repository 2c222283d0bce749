import type { Look } from '../../settings/index.ts'

type Colors = Look['light']
type Rgb = readonly [number, number, number]

/** WCAG 2.2, 1.4.3: text of ordinary size. */
const readableRatio = 4.5
/** WCAG 2.2, 1.4.11: the edges of what can be pressed. */
const visibleRatio = 3

const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]

/**
 * The colours, corners and font of an environment, as a stylesheet. Whatever was chosen, what is written stays readable:
 * a colour that cannot be told from what is behind it gives way to one that can.
 */
export function themeCss({ light, dark, appearance, corner_radius, font_family }: Look): string {
  const family = font_family === null ? '' : `--sans:"${font_family}",ui-sans-serif,system-ui,sans-serif;`
  const scheme = appearance === 'system' ? 'light dark' : appearance
  const base = `:root{color-scheme:${scheme};--radius:${corner_radius}px;${family}${variables(appearance === 'dark' ? dark : light)}}`
  if (appearance !== 'system') return base
  return `${base}@media (prefers-color-scheme:dark){:root{${variables(dark)}}}`
}

function variables({ page_background, button_background, button_text, link }: Colors): string {
  const page = parse(page_background)
  const text = onto(page, parse('#17191c'))
  const button = parse(button_background)
  // A surface that leans towards the text would take from its contrast where there is none to spare.
  const sunken = mix(page, contrast(text, page) > 7 ? text : opposite(text), 0.05)
  const readable = (color: Rgb) => isReadable(color, page) && isReadable(color, sunken)
  const either = (...colors: Rgb[]) => colors.find(readable) ?? text
  const named: Record<string, Rgb> = {
    page,
    text,
    sunken,
    line: mix(page, text, 0.18),
    muted: either(mix(text, page, 0.3), mix(text, page, 0.15)),
    link: either(parse(link)),
    good: either(parse('#1a7437'), parse('#6fd98c')),
    warn: either(parse('#8a5a00'), parse('#e3b452')),
    bad: either(parse('#b3261e'), parse('#ff8f87')),
    button,
    'button-text': onto(button, parse(button_text)),
    'button-line': contrast(button, page) >= visibleRatio ? button : text,
  }
  return Object.entries(named)
    .map(([name, color]) => `--${name}:${format(color)};`)
    .join('')
}

/** The wanted colour for text, if it can be read there; else black or white, of which one always can. */
function onto(background: Rgb, wanted: Rgb): Rgb {
  if (isReadable(wanted, background)) return wanted
  return contrast(black, background) > contrast(white, background) ? black : white
}

const opposite = (color: Rgb) => (luminance(color) > 0.18 ? black : white)
const isReadable = (text: Rgb, background: Rgb) => contrast(text, background) >= readableRatio

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  a.map((value, index) => Math.round(value + ((b[index] as number) - value) * share)) as unknown as Rgb

/** Reads `#rrggbb`. */
export function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const format = (color: Rgb) => `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`
