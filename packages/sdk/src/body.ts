const decoder = /* @__PURE__ */ new TextDecoder()

/** A body that has arrived: its text, and whether it goes on beyond what was allowed. */
export type Body = { text: string; cut: boolean }

/**
 * Reads a body as text, up to a number of bytes. They are counted as they come: a length may be announced wrongly, and a
 * small answer may be packed so that a large one comes out of it.
 */
export async function readBody(response: Response, limit: number): Promise<Body> {
  const stream = response.body
  // Some platforms have answers without streams.
  if (typeof stream?.getReader !== 'function')
    return cutText(stream === null ? '' : await response.text(), limit)
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  for (let length = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return { text: decode(chunks, length), cut: false }
    if (!ArrayBuffer.isView(value as unknown))
      throw new TypeError('The body consists of something other than bytes.')
    chunks.push(value)
    length += value.byteLength
    if (length > limit) {
      // Not awaited: who sends too much may also not listen.
      reader.cancel().catch(() => {})
      return { text: decode(chunks, length).slice(0, limit), cut: true }
    }
  }
}

function cutText(text: string, limit: number): Body {
  return { text: text.slice(0, limit), cut: text.length > limit }
}

function decode(chunks: readonly Uint8Array[], length: number): string {
  const [only] = chunks
  if (chunks.length === 1) return decoder.decode(only)
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return decoder.decode(whole)
}
