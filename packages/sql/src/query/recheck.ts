import { type Id, matches } from '@rollcall/scim'
import { type Link, viewOf } from '@rollcall/scim/storage'
import { createTurns } from '../create-turns.js'
import type { SqlDatabase, SqlReader } from '../sql-database.js'
import { scanAllLinks } from '../storage/read-links.js'
import { readResources } from '../storage/read-resources.js'
import type { Arm, FoundRow } from './arm.js'
import { lookedAt } from './looked-at.js'
import { sortKeyIn } from './sort-key.js'

/** A candidate that matches. The whole of it is not kept: it may be in many groups. */
export interface Match {
  readonly row: FoundRow
  /** Where it stands in an order that is read from the documents. */
  readonly key: string | undefined
}

/**
 * Those of the candidates that the filter really matches, read from their documents in one snapshot. Only what the filter
 * or the sort looks at is read beside the documents; others have their turn between two candidates.
 */
export async function recheck(
  snapshot: SqlDatabase['snapshot'],
  arm: Arm,
  rows: readonly FoundRow[],
): Promise<readonly Match[]> {
  const { viewer, type, filter, plan } = arm
  const looked = lookedAt(arm)
  const beside = { grants: looked.has('grants'), groupsOf: looked.has('groups') ? [type.name] : [] }
  const ids = rows.map(({ id }) => id)
  const giveWay = createTurns()
  return snapshot(async (reader) => {
    const stored = await readResources(reader, viewer, ids, beside)
    const matching: Match[] = []
    for (const row of rows) {
      const resource = stored.get(row.id)
      if (!resource) continue
      await giveWay()
      const members = looked.has('links') ? await readAllLinks(reader, viewer.tenant, row.id) : []
      const view = viewOf(resource, type, members)
      if (filter && !matches(filter, view)) continue
      matching.push({ row, key: plan.kind === 'documents' ? sortKeyIn(plan.path, view) : undefined })
    }
    return matching
  })
}

async function readAllLinks(reader: SqlReader, tenant: string, owner: Id): Promise<readonly Link[]> {
  const links: Link[] = []
  for await (const link of scanAllLinks(reader, tenant, owner)) links.push(link)
  return links
}
