/** The address, or nothing where the text is none. Node 20 has no `URL.parse` yet. */
export function parseUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
