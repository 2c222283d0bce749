import { attributeOf, requireAttribute } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import type { XmlElement } from './xml.ts'

/** When a message is judged, and how far clocks may be apart. */
export type Timing = { readonly now: Date; readonly skewMs: number }

const mostSkewSeconds = 600

/** The timing of a connection. The skew is bounded: with a day of it, nothing would ever expire. */
export function timing(now: Date, clockSkewSeconds = 180): Timing {
  if (Number.isNaN(now.getTime())) throw new TypeError('The instant is not valid.')
  const seconds = Number.isFinite(clockSkewSeconds) ? clockSkewSeconds : 0
  return { now, skewMs: Math.min(Math.max(seconds, 0), mostSkewSeconds) * 1000 }
}

/** An attribute that holds an instant. @throws {SamlError} `value_invalid` */
export function instantOf(element: XmlElement, name: string): Date | null {
  const value = attributeOf(element, name)
  return value === undefined ? null : readInstant(value, element, name)
}

/** An attribute that must hold an instant. @throws {SamlError} `attribute_missing` or `value_invalid` */
export function requireInstant(element: XmlElement, name: string): Date {
  return readInstant(requireAttribute(element, name), element, name)
}

// SAML Core, 1.3.3: xs:dateTime in UTC. Fractions have any number of digits; finer than milliseconds they are cut.
const utc = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,12}))?Z$/

function readInstant(value: string, element: XmlElement, name: string): Date {
  const [, seconds, fraction = ''] = utc.exec(value) ?? []
  const instant = new Date(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  // The 30th of February is a date in March to JavaScript, and no date to anybody else.
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(seconds!)) {
    throw new SamlError(
      'value_invalid',
      `The ${name} of <${element.name}> is ${quoted(value)}, and has to be an instant in UTC such as 2026-01-31T12:00:00Z.`,
      { attribute: name },
    )
  }
  return instant
}

/**
 * Refuses what is not valid yet, or no longer. At the instant that NotOnOrAfter names, it is no longer.
 *
 * @throws {SamlError} `not_yet_valid` or `expired`
 */
export function requireValidity(element: XmlElement, { now, skewMs }: Timing): void {
  const notBefore = instantOf(element, 'NotBefore')
  const notOnOrAfter = instantOf(element, 'NotOnOrAfter')
  if (notBefore && now.getTime() < notBefore.getTime() - skewMs) {
    throw outside('not_yet_valid', `is not valid before ${notBefore.toISOString()}`, notBefore, element, now)
  }
  if (notOnOrAfter && now.getTime() >= notOnOrAfter.getTime() + skewMs) {
    throw outside('expired', `has expired at ${notOnOrAfter.toISOString()}`, notOnOrAfter, element, now)
  }
}

function outside(code: 'not_yet_valid' | 'expired', what: string, at: Date, element: XmlElement, now: Date) {
  const seconds = Math.abs(Math.round((now.getTime() - at.getTime()) / 1000))
  return new SamlError(
    code,
    `<${element.name}> ${what}, and it is ${now.toISOString()}. If sign-ins are always refused for this, ` +
      'the clock of the identity provider is wrong.',
    { element: element.localName, at: at.toISOString(), now: now.toISOString(), seconds_outside: seconds },
  )
}
