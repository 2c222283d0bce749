/** What `package.json` says that the build must know. */
export type Manifest = {
  /** The source of each entry, by its subpath: `{"./testing": "./src/testing/index.ts"}`. */
  exports: Readonly<Record<string, string>>
  [member: string]: unknown
}

/** Members that only mean something in the repository. */
const ofTheRepository = ['private', 'scripts', 'devDependencies', 'exports']

/** The manifest of the package as it is published. */
export function publishedManifest(manifest: Manifest): Record<string, unknown> {
  const kept = Object.entries(manifest).filter(([member]) => !ofTheRepository.includes(member))
  const exports = Object.entries(manifest.exports).map(([subpath, source]) => [
    subpath,
    { types: typesFile(source), default: scriptFile(subpath) },
  ])
  return {
    ...Object.fromEntries(kept),
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
  }
}

/** `./portico/clock` → `./portico/clock.js` */
export function scriptFile(subpath: string): string {
  return subpath === '.' ? './index.js' : `${subpath}.js`
}

/** `./src/testing/index.ts` → `./types/testing/index.d.ts` */
function typesFile(source: string): string {
  return source.replace('./src/', './types/').replace(/\.ts$/, '.d.ts')
}
