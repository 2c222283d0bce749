import type { BuildOptions } from 'esbuild'

/** How all scripts are made. */
export const options = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  // What the oldest runtime that is supported (Node 20) understands.
  target: 'es2022',
  // Frameworks, which adapters meet at their users'.
  packages: 'external',
  external: ['node:*'],
  // Names are kept, for stack traces and for whoever prints an object; comments stay with the types.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
} satisfies BuildOptions
