import { readTenantIndexes } from '../index-sets/tenant-indexes.js'
import { findPartFaults } from './find-part-faults.js'
import type { Finding } from './finding.js'
import { readStoredParts } from './read-stored-parts.js'
import type { Verification } from './verification.js'

/** Where a resource and what is derived from its document disagree. */
export async function* findResourceFaults({ database, tenant, typesOf, looked }: Verification): AsyncIterable<Finding> {
  const checkAfter = async (after: string) => {
    const types = (await typesOf(tenant)) ?? []
    const [indexes, page] = await database.wideSnapshot((reader) =>
      Promise.all([readTenantIndexes(reader, tenant), readStoredParts(reader, tenant, after)]),
    )
    return { page, findings: page.flatMap((resource) => findPartFaults({ tenant, types, indexes }, resource)) }
  }
  for (let after = ''; ; ) {
    const first = await checkAfter(after)
    // What the tenant defines may have changed between its reading and the page's: what is so is so again.
    const { page, findings } = first.findings.length === 0 ? first : await checkAfter(after)
    yield* findings
    looked(page.length)
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}
