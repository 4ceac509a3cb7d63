import type { ResourceStore, Storage } from '@rollcall/scim/storage'
import { queryResources } from '../query/query-resources.js'
import type { SqlDatabase } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { createQueues } from './queues.js'
import { readKinds, readLinks } from './read-links.js'
import { readResources, typesWithGroups, type Viewer } from './read-resources.js'
import { runTransaction } from './run-transaction.js'
import type { TenantPlace } from './tenant-place.js'

/** A storage over a SQL database: the same statements on each, only the driver differs. */
export function sqlStorage(database: SqlDatabase): Storage {
  const queues = createQueues()
  return { ofTenant: (tenant, actor) => tenantStore({ database, queues, tenant, actor }) }
}

function tenantStore(place: TenantPlace): ResourceStore {
  const { database, tenant, actor } = place
  const viewer: Viewer = { tenant, connection: actor.connection ?? '' }
  return {
    async get(type, id, show) {
      const beside = { grants: show.grants, groupsOf: show.groups ? typesWithGroups([type]) : [] }
      const found = await database.snapshot((reader) => readResources(reader, viewer, [id], beside))
      const stored = found.get(id)
      if (stored?.type !== type.name) return undefined
      return show.groups ? { ...stored, groups: stored.groups ?? [] } : stored
    },
    query: (targets, query) => queryResources(database, viewer, targets, query),
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
