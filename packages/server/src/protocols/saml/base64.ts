/**
 * Decodes base64 (RFC 4648, section 4), which may be broken into lines as XML Signature allows.
 *
 * @returns nothing for anything else: other characters, missing padding, bits left over. `Buffer.from` reads over those.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const compact = text.replace(/[ \t\r\n]+/g, '')
  const bytes = Buffer.from(compact, 'base64')
  return bytes.toString('base64') === compact ? bytes : undefined
}
