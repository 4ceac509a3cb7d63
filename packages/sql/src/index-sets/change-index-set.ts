import type { ResourceType } from '@rollcall/scim'
import { type IndexNames, indexNamesOf, indexSetOf, unknownNamesOf } from '../index-rows/index-set.js'
import type { IndexSet } from '../index-rows/indexed-attributes.js'
import { type SqlDatabase, type Statement, UnexpectedCount } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { type IndexState, readTenantIndexes } from './tenant-indexes.js'

/**
 * Changes what a tenant has index rows of. From now on writers write the rows of the new set beside those of the one by which
 * lists go: `reindex` writes the others, has lists go by the new one, and takes away what is superfluous. A set that is being
 * changed may be changed again. `change` is given the names that the set has, or will have; it may run again. Names that the
 * type does not know, of an extension that is away, stay.
 *
 * @throws Error where the tenant is not there
 */
export async function changeIndexSet(
  database: SqlDatabase,
  tenant: string,
  type: ResourceType,
  change: (indexes: IndexSet, type: ResourceType) => IndexSet,
): Promise<void> {
  for (;;) {
    const indexes = await database.snapshot((reader) => readTenantIndexes(reader, tenant))
    const state = indexes.stateOf(type.name)
    const current = state?.names ?? noDifference
    const before = indexSetOf(type, current)
    const asked = indexNamesOf(type, change(before, type))
    // What is always indexed is not asked for by everybody.
    const after = indexSetOf(type, asked)
    if (isSameSet(after, before)) return
    const wanted = withUnknownNames(type, indexNamesOf(type, after), current)
    const version = indexes.version + 1
    const next = nextState(type, { wanted, version, queried: state?.previous ?? current })
    try {
      await database.write([moveVersion(tenant, indexes.version), storeState(tenant, type.name, next)])
      return
    } catch (error) {
      // Another change came first.
      if (!(error instanceof UnexpectedCount)) throw error
      const [row] = await database.read(sql`SELECT t.tenant_id FROM tenants t WHERE t.tenant_id = ${tenant}`)
      if (!row) throw new Error(`there is no tenant '${tenant}' whose indexes could be changed`)
    }
  }
}

const noDifference: IndexNames = { added: [], omitted: [] }

function withUnknownNames(type: ResourceType, wanted: IndexNames, current: IndexNames): IndexNames {
  const { added, omitted } = unknownNamesOf(type, current)
  return { added: [...wanted.added, ...added].sort(), omitted: [...wanted.omitted, ...omitted].sort() }
}

function isSameSet(one: IndexSet, other: IndexSet): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name))
}

/** Where nothing is added, lists go by the new set at once. */
function nextState(
  type: ResourceType,
  change: { readonly wanted: IndexNames; readonly version: number; readonly queried: IndexNames },
): IndexState {
  const { wanted: names, version, queried } = change
  const known = indexSetOf(type, queried)
  const isWriting = [...indexSetOf(type, names)].some((name) => !known.has(name))
  return isWriting
    ? { names, version, previous: queried, state: 'writing' }
    : { names, version, previous: undefined, state: 'deleting' }
}

/** Whoever writes or asks by the version before must look again. */
export function moveVersion(tenant: string, from: number): Statement {
  return {
    ...sql`UPDATE tenants SET index_version = ${BigInt(from + 1)}
      WHERE tenant_id = ${tenant} AND index_version = ${BigInt(from)}`,
    expect: 1,
  }
}

function storeState(tenant: string, type: string, { names, previous, state, version }: IndexState): Statement {
  const before = previous === undefined ? null : JSON.stringify(previous)
  return {
    ...sql`INSERT INTO index_sets (tenant_id, type, names, previous, state, version)
      VALUES (${tenant}, ${type}, ${JSON.stringify(names)}, ${before}, ${state}, ${BigInt(version)})
      ON CONFLICT (tenant_id, type) DO UPDATE SET names = excluded.names, previous = excluded.previous,
        state = excluded.state, version = excluded.version`,
    expect: 1,
  }
}
