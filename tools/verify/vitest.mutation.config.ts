import { defineConfig } from 'vitest/config'

/** The tests that judge `filter/` and `patch/`: units, properties with few cases, and the protocol over the memory store. */
export default defineConfig({
  test: {
    include: ['packages/scim/src/{filter,patch,resource,schema}/**/*.test.ts', 'packages/scim/test/**/*.test.ts'],
    isolate: false,
    testTimeout: 20_000,
  },
})
