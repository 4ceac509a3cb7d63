import type { SqlDatabase } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { findOrphans } from './find-orphans.js'
import { findRecordFaults } from './find-record-faults.js'
import { findResourceFaults } from './find-resource-faults.js'
import { findWrongSeats } from './find-wrong-seats.js'
import { findWrongTotals } from './find-wrong-totals.js'
import type { Finding } from './finding.js'
import type { VerifyOptions } from './verification.js'

/**
 * Reads a whole database and finds where its parts disagree: documents, index rows, unique values, external ids, edges, grants,
 * passwords, totals, seats and change records. Tenant by tenant and page by page, each page in one snapshot: so it may run beside
 * servers that write, and finds nothing that is not so. Changes nothing.
 */
export async function* verifyDatabase(
  database: SqlDatabase,
  { typesOf, onProgress }: VerifyOptions,
): AsyncIterable<Finding> {
  const tenants = await readTenants(database)
  let resources = 0
  for (const [index, tenant] of tenants.entries()) {
    const tell = () => onProgress?.({ tenant, place: index + 1, tenants: tenants.length, resources })
    tell()
    if ((await typesOf(tenant)) === undefined) {
      yield { kind: 'tenantUnknown', tenant, resource: '', detail: '' }
      continue
    }
    const looked = (more: number) => {
      resources += more
      tell()
    }
    const verification = { database, tenant, typesOf, looked }
    yield* findResourceFaults(verification)
    yield* findOrphans(verification)
    yield* findWrongTotals(verification)
    yield* findWrongSeats(verification)
    yield* findRecordFaults(verification)
  }
}

/** Whoever has a row in one of these is looked at. */
const tablesOfTenants = [
  ...['tenants', 'resources', 'attribute_values', 'unique_values', 'external_ids'],
  ...['edges', 'grants', 'passwords', 'counters', 'change_records', 'index_sets'],
]

/** From one tenant to the next by the tables' keys: no row is read that is not the first of its tenant. */
async function readTenants(database: SqlDatabase): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const table of tablesOfTenants) {
    for (let after = ''; ; ) {
      const [row] = await database.read<{ readonly tenant_id: string }>(
        sql`SELECT t.tenant_id FROM ${{ sql: table, parameters: [] }} t WHERE t.tenant_id > ${after} ORDER BY t.tenant_id LIMIT 1`,
      )
      if (!row) break
      after = row.tenant_id
      found.add(after)
    }
  }
  return [...found].sort()
}
