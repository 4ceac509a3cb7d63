import { afterAll, beforeAll, describe } from 'vitest'
import type { StorageHarness } from '../storage/storage-conformance-workbench.js'
import { createProtocolBench, type OpenBench } from './protocol-bench.js'
import { testAttributes } from './rfc7643-attributes.js'

export type { BenchOptions, OpenBench, ProtocolBench } from './protocol-bench.js'
export { requirement } from './requirement.js'
export { clientOf, type ScimAnswer, type ScimClient } from './scim-client.js'

/**
 * Every requirement of RFC 7643, 7644 and 9865 that HTTP can show, as a vitest suite over a storage, in both manners. One
 * harness serves the whole suite; each test works in a tenant of its own. The names of the tests begin with the row they prove.
 */
export function testProtocol(name: string, create: () => Promise<StorageHarness>): void {
  describe.each([
    { manner: 'compatible', strict: false },
    { manner: 'strict', strict: true },
  ])(`the protocol, $manner, on ${name}`, ({ manner, strict }) => {
    let harness: StorageHarness | undefined
    let tenants = 0
    beforeAll(async () => {
      harness = await create()
    })
    afterAll(() => harness?.close())
    const open: OpenBench = (options) => {
      if (!harness) throw new Error('the harness was not created')
      return createProtocolBench(harness, { strict, tenant: `${manner}-${++tenants}` }, options)
    }
    for (const topic of topics) topic(open, strict)
  })
}

/** One function a group of sections: it declares its tests. */
type Topic = (open: OpenBench, strict: boolean) => void

const topics: readonly Topic[] = [testAttributes]
