// What is used of Next, described here so that it need not be installed to build this package.

declare module 'next/headers.js' {
  export function cookies(): Promise<import('./next.ts').CookieStore>
}

declare module 'next/server.js' {
  export const NextResponse: { next(init: { request: { headers: Headers } }): Response }
}
