import type { SqlReader } from '@rollcall/sql'

interface HeadRow {
  readonly id: string
  readonly version: bigint
}

interface RecordRow {
  readonly resource_id: string
  readonly action: string
  readonly version: bigint
  readonly owners: string
}

/**
 * Where a tenant's versions and change records disagree: each version of a resource is one record's doing, its own or that of
 * the removal of a member; what is gone has a record of its removal, and nothing came after it.
 */
export async function findRecordFaults(reader: SqlReader, tenant: string): Promise<readonly string[]> {
  const heads = await reader.read<HeadRow>({
    sql: 'SELECT r.id, r.version FROM resources r WHERE r.tenant_id = ?',
    parameters: [tenant],
  })
  const records = await reader.read<RecordRow>({
    sql: 'SELECT c.resource_id, c.action, c.version, c.owners FROM change_records c WHERE c.tenant_id = ?',
    parameters: [tenant],
  })
  const versions = new Map(heads.map(({ id, version }) => [id, Number(version)]))
  const ids = new Set([...versions.keys(), ...records.map(({ resource_id }) => resource_id)])
  const history = recordsByResource(records)
  return [...ids].flatMap((id) => faultsOf(id, versions.get(id), history.get(id) ?? { own: [], removals: 0 }))
}

interface ResourceRecords {
  readonly own: RecordRow[]
  /** How many removals of others moved its version. */
  removals: number
}

function recordsByResource(records: readonly RecordRow[]): ReadonlyMap<string, ResourceRecords> {
  const history = new Map<string, ResourceRecords>()
  const recordsOf = (id: string) => {
    const known = history.get(id) ?? { own: [], removals: 0 }
    history.set(id, known)
    return known
  }
  for (const record of records) {
    recordsOf(record.resource_id).own.push(record)
    for (const owner of record.owners.split(' ')) if (owner !== '') recordsOf(owner).removals++
  }
  return history
}

function faultsOf(id: string, version: number | undefined, { own, removals }: ResourceRecords): readonly string[] {
  const versions = own.map((record) => Number(record.version)).sort((a, b) => a - b)
  const faults: string[] = []
  if (new Set(versions).size < versions.length) faults.push(`two records of ${id} have one version: ${versions}`)
  if (!own.some(({ action }) => action === 'create')) faults.push(`${id} has no record of its creation`)
  const isRemoved = own.some(({ action }) => action === 'remove')
  if (isRemoved !== (version === undefined))
    faults.push(`${id} is ${isRemoved ? 'removed and there' : 'gone without a record'}`)
  const last = version ?? versions.at(-1) ?? 0
  // A removal's record has the version that the removal made.
  if (own.length + removals !== last) {
    faults.push(`${id} is at version ${last} by ${own.length} records and ${removals} removals of members`)
  }
  return faults
}
