import { defineConfig } from 'vitest/config'

/** The tests that judge `filter/` and `patch/`: their units, and the properties with few cases. */
export default defineConfig({
  test: {
    include: [
      'packages/scim/src/{filter,patch}/**/*.test.ts',
      'packages/scim/test/clients/*.test.ts',
      'packages/scim/test/properties/{filters,patches,hostile-input}.test.ts',
    ],
    setupFiles: ['tools/seeded-properties.ts'],
    testTimeout: 120_000,
  },
})
