import type { ResourceStore, Storage } from '@rollcall/scim/storage'
import { createIndexSets } from '../index-sets/create-index-sets.js'
import { queryResources } from '../query/query-resources.js'
import type { SqlDatabase } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { createSequencer } from './create-sequencer.js'
import { createQueues } from './queues.js'
import { readKinds, readLinks } from './read-links.js'
import { readResources, typesWithGroups, type Viewer } from './read-resources.js'
import { runTransaction } from './run-transaction.js'
import type { TenantPlace } from './tenant-place.js'

/**
 * A storage over a SQL database: the same statements on each, only the driver differs. `failed` is told of what goes wrong where
 * nobody waits for it.
 */
export function sqlStorage(database: SqlDatabase, failed: (error: unknown) => void = printFailure): Storage {
  const queues = createQueues()
  const sequencer = createSequencer(database, failed)
  const indexSets = createIndexSets(database)
  return { ofTenant: (tenant, actor) => tenantStore({ database, queues, sequencer, indexSets, tenant, actor }) }
}

function printFailure(error: unknown): void {
  console.error('Numbering change records failed:', error)
}

function tenantStore(place: TenantPlace): ResourceStore {
  const { database, indexSets, tenant, actor } = place
  const viewer: Viewer = { tenant, connection: actor.connection ?? '' }
  return {
    async get(type, id, show) {
      const beside = { grants: show.grants, groupsOf: show.groups ? typesWithGroups([type]) : [] }
      const stored = await database.snapshot(async (reader) => {
        const found = (await readResources(reader, viewer, [id], beside)).get(id)
        if (!found || show.firstLinks === undefined) return found
        return { ...found, firstLinks: await readLinks(reader, tenant, id, { count: show.firstLinks }) }
      })
      if (stored?.type !== type.name) return undefined
      return show.groups && stored.groups === undefined ? { ...stored, groups: [] } : stored
    },
    query: (targets, query) => queryResources({ database, indexSets }, viewer, targets, query),
    links: (owner, range) => readLinks(database, tenant, owner, range),
    kinds: (ids) => readKinds(database, tenant, ids),
    async passwordHash(user) {
      const [row] = await database.read<{ readonly hash: string }>(
        sql`SELECT p.hash FROM passwords p WHERE p.tenant_id = ${tenant} AND p.user_id = ${user}`,
      )
      return row?.hash
    },
    transaction: (options, work) => runTransaction(place, viewer, options, work),
  }
}
