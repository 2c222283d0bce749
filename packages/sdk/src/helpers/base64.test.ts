import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from './base64.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytes = (text: string) => new TextEncoder().encode(text)

describe('base64', () => {
  it('is that of RFC 4648, section 10', () => {
    const examples = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar']
    const encoded = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy']
    expect(examples.map((example) => encodeBase64(bytes(example)))).toEqual(encoded)
    expect(encoded.map((example) => text(decodeBase64(example)))).toEqual(examples)
  })

  it('holds every byte, at every length and from the middle of a buffer', () => {
    const all = Uint8Array.from({ length: 1027 }, (_, i) => (i * 167) % 256)
    for (let length = 0; length < 1024; length += length < 300 ? 1 : 97) {
      const part = all.subarray(3, 3 + length)
      const encoded = encodeBase64(part)
      expect(encoded).toBe(Buffer.from(part).toString('base64'))
      expect(decodeBase64(encoded)).toEqual(new Uint8Array(part))
    }
  })

  it('puts a few bytes in front as if they had been there', () => {
    const all = Uint8Array.from({ length: 20 }, (_, i) => i * 13)
    for (let length = 0; length <= 20; length++) {
      for (let head = 0; head <= length; head++) {
        const encoded = encodeBase64(all.subarray(head, length), all.subarray(0, head))
        expect(encoded).toBe(Buffer.from(all.subarray(0, length)).toString('base64'))
      }
    }
  })

  it('skips white space and does without padding, as files and mail leave them', () => {
    expect(text(decodeBase64('Zm9v\r\nYmE=\n'))).toBe('fooba')
    expect(text(decodeBase64('Zm9vYmE'))).toBe('fooba')
  })

  it.each([
    'Z',
    'Zm9vY',
    'Zg=',
    'Zg===',
    'Z===',
    '=',
    'Zm=v',
    'Zm9v====',
    'Zm9-',
    'Zm9_',
    'Zm9é',
    'éé',
    'Zm9v\0',
    '🔑==',
  ])('refuses what is not base64, and does not repeat it: %j', (garbage) => {
    expect(() => decodeBase64(garbage)).toThrow(new SyntaxError('The text is not base64.'))
  })

  it('means the same by the way of the platform, where it has one', () => {
    const module = JSON.stringify(new URL('base64.ts', import.meta.url).href)
    const program = `
      import { decodeBase64, encodeBase64 } from ${module}
      if (!Uint8Array.fromBase64) throw new Error('This runtime has no base64 of its own.')
      const accepts = (text) => { try { return [...decodeBase64(text)] } catch (error) { return error.message } }
      console.log(JSON.stringify([encodeBase64(Uint8Array.of(1, 255, 254).subarray(1)), ...['Zg==', 'Zm8', ' Zm 8=', 'Zg=', 'Zm9-', 'Z'].map(accepts)]))`
    const flag = 'fromBase64' in Uint8Array ? [] : ['--js-base-64']
    const flags = [...flag, '--experimental-strip-types', '--no-warnings', '--input-type=module', '-e']
    const here = [
      encodeBase64(Uint8Array.of(1, 255, 254).subarray(1)),
      ...['Zg==', 'Zm8', ' Zm 8='].map((one) => [...decodeBase64(one)]),
      ...['Zg=', 'Zm9-', 'Z'].map(() => 'The text is not base64.'),
    ]
    expect(JSON.parse(execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' }))).toEqual(
      here,
    )
  })
})
