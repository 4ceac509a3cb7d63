import { defineConfig } from 'vitest/config'

/** The tests of the requirement rows over the memory store, below the root that the command names. */
export default defineConfig({
  test: { include: ['packages/scim/test/protocol.test.ts'], isolate: false, testTimeout: 20_000 },
})
