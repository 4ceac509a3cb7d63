import { sql } from '../sql-text.js'
import type { Finding } from './finding.js'
import type { Verification } from './verification.js'

/** Where the change records of a tenant have gaps, or tell of other changes than there were. */
export async function* findRecordFaults(verification: Verification): AsyncIterable<Finding> {
  yield* findGaps(verification)
  yield* findDisorder(verification)
  yield* findUnrecordedRemovals(verification)
}

const pageLength = 1000n

/** Records that are not numbered yet have no number to miss. */
async function* findGaps({ database, tenant }: Verification): AsyncIterable<Finding> {
  for (let after: bigint | undefined; ; ) {
    const rows = await database.read<{ readonly seq: bigint }>(sql`
      SELECT c.seq FROM change_records c WHERE c.tenant_id = ${tenant} AND c.seq > ${after ?? 0n}
      ORDER BY c.seq LIMIT CAST(${pageLength} AS bigint)`)
    for (const { seq } of rows) {
      if (after !== undefined && seq !== after + 1n) {
        yield { kind: 'recordGap', tenant, resource: '', detail: `between ${after} and ${seq}` }
      }
      after = seq
    }
    if (rows.length === 0) return
  }
}

/** Each resource's records are numbered in the order of its versions. */
async function* findDisorder({ database, tenant }: Verification): AsyncIterable<Finding> {
  const rows = await database.wideSnapshot((reader) =>
    reader.read<{ readonly resource_id: string; readonly seq: bigint }>(sql`
      SELECT o.resource_id, o.seq FROM (
        SELECT c.resource_id, c.seq, c.version,
          LAG(c.version) OVER (PARTITION BY c.resource_id ORDER BY c.seq) AS before
        FROM change_records c WHERE c.tenant_id = ${tenant} AND c.seq IS NOT NULL
      ) o WHERE o.version <= o.before ORDER BY o.seq`),
  )
  for (const { resource_id, seq } of rows) {
    yield { kind: 'recordDisordered', tenant, resource: resource_id, detail: `record ${seq}` }
  }
}

/** What was recorded and is not there any more must have been recorded as removed. */
async function* findUnrecordedRemovals({ database, tenant }: Verification): AsyncIterable<Finding> {
  const rows = await database.wideSnapshot((reader) =>
    reader.read<{ readonly resource_id: string }>(sql`
      SELECT c.resource_id FROM change_records c WHERE c.tenant_id = ${tenant}
        AND NOT EXISTS (SELECT 1 FROM resources r WHERE r.tenant_id = ${tenant} AND r.id = c.resource_id)
      GROUP BY c.resource_id HAVING MAX(CASE WHEN c.action = 'remove' THEN 1 ELSE 0 END) = 0
      ORDER BY c.resource_id`),
  )
  for (const { resource_id } of rows) {
    yield { kind: 'recordWithoutRemoval', tenant, resource: resource_id, detail: '' }
  }
}
