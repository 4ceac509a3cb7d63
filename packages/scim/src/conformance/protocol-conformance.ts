import { afterAll, beforeAll, describe } from 'vitest'
import type { StorageHarness } from '../storage/storage-conformance-workbench.js'
import { testAtomicBulk } from './bulk-atomic.js'
import { testIdempotencyKey } from './idempotency-key.js'
import { createProtocolBench, type OpenBench } from './protocol-bench.js'
import { testAttributes } from './rfc7643-attributes.js'
import { testCharacteristics } from './rfc7643-characteristics.js'
import { testCommonAttributes } from './rfc7643-common-attributes.js'
import { testDataTypes } from './rfc7643-data-types.js'
import { testEnterpriseUser } from './rfc7643-enterprise-user.js'
import { testGroup } from './rfc7643-group.js'
import { testMeta } from './rfc7643-meta.js'
import { testMultiValued } from './rfc7643-multi-valued.js'
import { testPasswords } from './rfc7643-passwords.js'
import { testPublishedCharacteristics } from './rfc7643-published-characteristics.js'
import { testReferences } from './rfc7643-references.js'
import { testResourceTypes } from './rfc7643-resource-types.js'
import { testReturned } from './rfc7643-returned.js'
import { testSchemaDefinitions } from './rfc7643-schema-definitions.js'
import { testSchemasAttribute } from './rfc7643-schemas.js'
import { testServiceProviderConfig } from './rfc7643-service-provider-config.js'
import { testUnassigned } from './rfc7643-unassigned.js'
import { testUnknownAttributes } from './rfc7643-unknown-attributes.js'
import { testUser } from './rfc7643-user.js'
import { testUserLists } from './rfc7643-user-lists.js'
import { testUserPassword } from './rfc7643-user-password.js'
import { testAttributesParameters } from './rfc7644-attributes-parameters.js'
import { testBulk } from './rfc7644-bulk.js'
import { testBulkIds } from './rfc7644-bulk-ids.js'
import { testBulkLimits } from './rfc7644-bulk-limits.js'
import { testBulkOrder } from './rfc7644-bulk-order.js'
import { testBulkResults } from './rfc7644-bulk-results.js'
import { testCreating } from './rfc7644-creating.js'
import { testDeleting } from './rfc7644-deleting.js'
import { testDiscovery } from './rfc7644-discovery.js'
import { testEndpoints } from './rfc7644-endpoints.js'
import { testErrors } from './rfc7644-errors.js'
import { testFilterGrammar } from './rfc7644-filter-grammar.js'
import { testFilterOperators } from './rfc7644-filter-operators.js'
import { testFilterTypes } from './rfc7644-filter-types.js'
import { testMe } from './rfc7644-me.js'
import { testMediaTypes } from './rfc7644-media-types.js'
import { testPagination } from './rfc7644-pagination.js'
import { testPatchAdd } from './rfc7644-patch-add.js'
import { testPatchMessage } from './rfc7644-patch-message.js'
import { testPatchPaths } from './rfc7644-patch-paths.js'
import { testPatchRemove } from './rfc7644-patch-remove.js'
import { testPatchReplace } from './rfc7644-patch-replace.js'
import { testPatchReplaceSelected } from './rfc7644-patch-replace-selected.js'
import { testPatchSequence } from './rfc7644-patch-sequence.js'
import { testReplacing } from './rfc7644-replacing.js'
import { testOmissions } from './rfc7644-replacing-omissions.js'
import { testRetrieving } from './rfc7644-retrieving.js'
import { testRootQuery } from './rfc7644-root-query.js'
import { testSearch } from './rfc7644-search.js'
import { testSorting } from './rfc7644-sorting.js'
import { testVersions } from './rfc7644-versions.js'
import { testCursorRefusals } from './rfc9865-cursor-refusals.js'
import { testCursors } from './rfc9865-cursors.js'
import { testPaginationMethods } from './rfc9865-methods.js'
import { testRolesAndEntitlements } from './roles-and-entitlements.js'
import { testRunTimeResourceTypes } from './run-time-resource-types.js'
import { testSettledPoints } from './settled-points.js'

export type { BenchOptions, OpenBench, ProtocolBench } from './protocol-bench.js'
export { requirement } from './requirement.js'
export { clientOf, type ScimAnswer, type ScimClient } from './scim-client.js'

/**
 * Every requirement of RFC 7643, 7644 and 9865 that HTTP can show, as a vitest suite over a storage, in both manners. One
 * harness serves the whole suite; each test works in a tenant of its own. The names of the tests begin with the row they prove.
 */
export function testProtocol(name: string, create: () => Promise<StorageHarness>): void {
  for (const strict of [false, true]) testManner(name, create, strict)
}

function testManner(name: string, create: () => Promise<StorageHarness>, strict: boolean): void {
  const manner = strict ? 'strict' : 'compatible'
  describe(`the protocol, ${manner}, on ${name}`, () => {
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

const topics: readonly Topic[] = [
  testRunTimeResourceTypes,
  testSettledPoints,
  testBulkResults,
  testIdempotencyKey,
  testAtomicBulk,
  testBulkOrder,
  testBulkIds,
  testBulk,
  testBulkLimits,
  testAttributes,
  testDataTypes,
  testReferences,
  testMultiValued,
  testUnassigned,
  testSchemasAttribute,
  testUnknownAttributes,
  testCommonAttributes,
  testMeta,
  testSchemaDefinitions,
  testCharacteristics,
  testReturned,
  testPublishedCharacteristics,
  testReplacing,
  testOmissions,
  testDeleting,
  testVersions,
  testServiceProviderConfig,
  testResourceTypes,
  testDiscovery,
  testEnterpriseUser,
  testGroup,
  testPatchMessage,
  testPatchPaths,
  testPatchSequence,
  testPatchAdd,
  testPatchRemove,
  testPatchReplace,
  testPatchReplaceSelected,
  testErrors,
  testPasswords,
  testUser,
  testUserPassword,
  testUserLists,
  testAttributesParameters,
  testCreating,
  testEndpoints,
  testFilterGrammar,
  testFilterOperators,
  testFilterTypes,
  testMediaTypes,
  testPagination,
  testRetrieving,
  testSorting,
  testSearch,
  testRootQuery,
  testMe,
  testCursors,
  testPaginationMethods,
  testCursorRefusals,
  testRolesAndEntitlements,
]
