import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{packages,conformance,examples,tools}/**/*.test.ts'],
    globalSetup: ['packages/server/src/testing/database.ts'],
    setupFiles: ['tools/test-globals.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files of a worker share its server and database; tests keep apart by their environments.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
