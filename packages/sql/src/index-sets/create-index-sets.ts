import type { SqlDatabase } from '../sql-database.js'
import { readIndexVersion, readTenantIndexes, type TenantIndexes } from './tenant-indexes.js'

/**
 * What tenants have index rows of, as this process last read it. Nobody relies on its being the newest: a write is applied, and
 * a list is answered, only where the version still stands in the database; else it is read anew, and they run again.
 */
export interface IndexSets {
  of(tenant: string): TenantIndexes | Promise<TenantIndexes>
  /** Answers whether it is another one than this, and has read it anew then. */
  hasMoved(tenant: string, from: TenantIndexes): Promise<boolean>
}

/** Keeps so many tenants'. */
export function createIndexSets(database: SqlDatabase, keptLimit = 1000): IndexSets {
  const kept = new Map<string, TenantIndexes>()

  async function read(tenant: string): Promise<TenantIndexes> {
    const indexes = await database.snapshot((reader) => readTenantIndexes(reader, tenant))
    kept.delete(tenant)
    kept.set(tenant, indexes)
    const [oldest] = kept.keys()
    if (kept.size > keptLimit && oldest !== undefined) kept.delete(oldest)
    return indexes
  }

  return {
    of: (tenant) => kept.get(tenant) ?? read(tenant),
    async hasMoved(tenant, from) {
      const version = (await readIndexVersion(database, tenant)) ?? 0
      if (kept.get(tenant)?.version !== version) await read(tenant)
      return version !== from.version
    },
  }
}
