// Pages that the server makes itself: one look, one policy, and files that browsers keep.
export { type Asset, loadAssets, mountAssets } from './assets.ts'
export { type Page, pageHeaders, renderPage, sendPage, sharedAssets } from './page.ts'
export { codeBlock, copyButton } from './parts.ts'
export { type StaticContent, sendStatic, staticContent } from './static.ts'
