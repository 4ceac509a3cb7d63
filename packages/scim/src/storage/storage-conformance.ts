import { afterAll, beforeAll, describe } from 'vitest'
import { testClaims } from './storage-conformance-claims.js'
import { testConcurrency } from './storage-conformance-concurrency.js'
import { testCounters } from './storage-conformance-counters.js'
import { testDocuments } from './storage-conformance-documents.js'
import { testExternalIds } from './storage-conformance-external-ids.js'
import { testFilters } from './storage-conformance-filters.js'
import { testGrants } from './storage-conformance-grants.js'
import { testGroups } from './storage-conformance-groups.js'
import { testIsolation } from './storage-conformance-isolation.js'
import { testKeptAnswers } from './storage-conformance-kept-answers.js'
import { testLinks } from './storage-conformance-links.js'
import { testNothingToDo } from './storage-conformance-nothing-to-do.js'
import { testPaging } from './storage-conformance-paging.js'
import { testRecords } from './storage-conformance-records.js'
import { testReferences } from './storage-conformance-references.js'
import { testSeveralTypes } from './storage-conformance-several-types.js'
import { testText } from './storage-conformance-text.js'
import { testTransactions } from './storage-conformance-transactions.js'
import { createWorkbench, type StorageHarness } from './storage-conformance-workbench.js'

export type { ChangeRecord } from './memory-change-record.js'
export { type FuzzOptions, type FuzzReport, fuzzStorage } from './storage-conformance-fuzz.js'
export type { GrantKey, StorageHarness } from './storage-conformance-workbench.js'

/**
 * Every obligation of the storage port as a vitest suite: a backend's test file is a call of this and nothing else.
 * One harness serves the whole suite; each test works in a tenant of its own.
 */
export function testStorage(name: string, create: () => Promise<StorageHarness>): void {
  describe(`the storage port on ${name}`, () => {
    let harness: StorageHarness | undefined
    let tenants = 0
    beforeAll(async () => {
      harness = await create()
    })
    afterAll(() => harness?.close())
    function open() {
      if (!harness) throw new Error('the harness was not created')
      return createWorkbench(harness, `tenant-${++tenants}`)
    }
    for (const topic of topics) topic(open)
  })
}

const topics = [
  testDocuments,
  testClaims,
  testLinks,
  testReferences,
  testGroups,
  testGrants,
  testCounters,
  testExternalIds,
  testTransactions,
  testConcurrency,
  testNothingToDo,
  testKeptAnswers,
  testRecords,
  testFilters,
  testPaging,
  testSeveralTypes,
  testText,
  testIsolation,
]
