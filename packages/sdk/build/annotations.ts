import { readFile } from 'node:fs/promises'
import type { BuildResult, Plugin } from 'esbuild'

/** Says to bundlers that a call may go when nobody uses what it returns. */
const annotation = '/* @__PURE__ */'
/** Stands for it while white space and comments are taken away. It is followed by `||`, to be an expression. */
const stand = '$pure$'

/** Carries the annotations of the sources through, which the minifier takes for comments like any other. */
export const keepAnnotations: Plugin = {
  name: 'keep-annotations',
  setup(build) {
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll(annotation, `${stand}||`), loader: 'ts' }
    })
  },
}

/** The scripts that were made, with the annotations in their places. */
export function annotated({ outputFiles = [] }: BuildResult): { path: string; text: string }[] {
  return outputFiles.map(({ path, text }) => ({ path, text: text.replaceAll(`${stand}||`, annotation) }))
}
