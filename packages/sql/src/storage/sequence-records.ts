import type { Id } from '@rollcall/scim'
import { OutcomeUnknown, type SqlDatabase, type SqlReader, type Statement, UnexpectedCount } from '../sql-database.js'
import { joinSql, listOf, padded, type SqlText, sql } from '../sql-text.js'

/**
 * Numbers the change records of a tenant that have no number yet, without gaps, each resource's in the order of its versions.
 * Several processes may do it at once: whoever was overtaken looks again.
 *
 * @throws DatabaseUnavailable
 */
export async function sequenceRecords(database: SqlDatabase, tenant: string): Promise<void> {
  for (let overtaken = 0; overtaken < maximumOvertakings; ) {
    const { last, records } = await database.snapshot((reader) => readUnnumbered(reader, tenant))
    if (records.length === 0) return
    if (!(await isNumbered(database, tenant, last, records))) overtaken += 1
  }
}

/** What is left then, those who overtook will number. */
const maximumOvertakings = 20

/** What processes left behind that ended between a write and its numbers. */
export async function sequenceLeftovers(database: SqlDatabase): Promise<void> {
  const tenants = await database.read<{ readonly tenant_id: string }>(sql`
    SELECT t.tenant_id FROM tenants t WHERE EXISTS (
      SELECT 1 FROM change_records c WHERE c.tenant_id = t.tenant_id AND c.seq IS NULL LIMIT 1)`)
  for (const { tenant_id } of tenants) await sequenceRecords(database, tenant_id)
}

interface RecordKey {
  readonly write_set_id: string
  readonly n: bigint
  readonly resource_id: Id
  readonly version: bigint
}

interface Unnumbered {
  /** The tenant's last number; undefined where it has none. */
  readonly last: bigint | undefined
  readonly records: readonly RecordKey[]
}

/** How many records are numbered at once. */
const batchLength = 256

/** The counter that holds a tenant's last number. */
const counterName = 'sequence/change_records'

async function readUnnumbered(reader: SqlReader, tenant: string): Promise<Unnumbered> {
  const first = await reader.read<RecordKey>(selectUnnumbered(tenant, sql`c.recorded, c.write_set_id, c.n`))
  if (first.length === 0) return { last: undefined, records: [] }
  const isAll = first.length < batchLength
  const records = inOrderOfVersions(isAll ? first : await earliestVersions(reader, tenant, first))
  const [counter] = await reader.read<{ readonly used: bigint }>(sql`
    SELECT c.used FROM counters c WHERE c.tenant_id = ${tenant} AND c.name = ${counterName} AND c.slot = 0`)
  return { last: counter?.used, records }
}

/** Where there are more than a batch takes, no version may be in it whose predecessor is not. */
function earliestVersions(
  reader: SqlReader,
  tenant: string,
  records: readonly RecordKey[],
): Promise<readonly RecordKey[]> {
  const ids = [...new Set(records.map(({ resource_id }) => resource_id))]
  return reader.read<RecordKey>(
    selectUnnumbered(tenant, sql`c.version, c.recorded, c.write_set_id, c.n`, sql`AND c.resource_id IN ${listOf(ids)}`),
  )
}

function selectUnnumbered(tenant: string, order: SqlText, more: SqlText = sql``): SqlText {
  return sql`SELECT c.write_set_id, c.n, c.resource_id, c.version FROM change_records c
    WHERE c.tenant_id = ${tenant} AND c.seq IS NULL ${more} ORDER BY ${order}
    LIMIT CAST(${BigInt(batchLength)} AS bigint)`
}

/** Clocks differ between processes: in the places of a resource's records stand its records in the order of its versions. */
function inOrderOfVersions(records: readonly RecordKey[]): readonly RecordKey[] {
  const byResource = new Map<Id, RecordKey[]>()
  for (const record of records) {
    const own = byResource.get(record.resource_id)
    if (own) own.push(record)
    else byResource.set(record.resource_id, [record])
  }
  for (const own of byResource.values()) own.sort((a, b) => (a.version < b.version ? -1 : 1))
  return records.flatMap(({ resource_id }) => byResource.get(resource_id)?.shift() ?? [])
}

/** False where somebody else has numbered meanwhile, or may have. */
async function isNumbered(
  database: SqlDatabase,
  tenant: string,
  last: bigint | undefined,
  records: readonly RecordKey[],
): Promise<boolean> {
  const rows = records.map(({ write_set_id, n }, place) => {
    return sql`(${write_set_id}, CAST(${n} AS bigint), CAST(${(last ?? 0n) + BigInt(place) + 1n} AS bigint))`
  })
  const numbering = sql`UPDATE change_records SET seq = v.column3 FROM (VALUES ${joinSql(padded(rows), ', ')}) v
    WHERE change_records.tenant_id = ${tenant} AND change_records.write_set_id = v.column1
      AND change_records.n = v.column2 AND change_records.seq IS NULL`
  try {
    await database.write([
      { ...counting(tenant, last, BigInt(records.length)), expect: 1 },
      { ...numbering, expect: records.length },
    ])
    return true
  } catch (error) {
    if (error instanceof UnexpectedCount || error instanceof OutcomeUnknown) return false
    throw error
  }
}

/** Whoever moves the last number on has its successors. */
function counting(tenant: string, last: bigint | undefined, count: bigint): Statement {
  if (last === undefined) {
    return sql`INSERT INTO counters (tenant_id, name, slot, used, bound)
      VALUES (${tenant}, ${counterName}, 0, ${count}, NULL) ON CONFLICT DO NOTHING`
  }
  return sql`UPDATE counters SET used = used + ${count}
    WHERE tenant_id = ${tenant} AND name = ${counterName} AND slot = 0 AND used = ${last}`
}
