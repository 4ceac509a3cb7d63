import type { Actor } from '@rollcall/scim/storage'
import type { IndexSets } from '../index-sets/create-index-sets.js'
import type { SqlDatabase } from '../sql-database.js'
import type { Sequencer } from './create-sequencer.js'
import type { Queues } from './queues.js'

/** A tenant's place in the database, on behalf of somebody. */
export interface TenantPlace {
  readonly database: SqlDatabase
  readonly queues: Queues
  readonly sequencer: Sequencer
  readonly indexSets: IndexSets
  readonly tenant: string
  readonly actor: Actor
}
