import { type Filter, type Id, type JsonObject, matches, type ResourceType } from '@rollcall/scim'
import { type Link, type Show, viewOf } from '@rollcall/scim/storage'
import { createTurns } from '../create-turns.js'
import type { SqlDatabase, SqlReader } from '../sql-database.js'
import { scanAllLinks } from '../storage/read-links.js'
import { readResources } from '../storage/read-resources.js'
import type { Arm, FoundRow } from './arm.js'
import { keptApartOf } from './kept-apart-condition.js'

/** A candidate with the whole of it, as filters and sorts see it. */
export interface Viewed {
  readonly row: FoundRow
  readonly view: JsonObject
}

/**
 * Those of the candidates that the filter really matches, read from their documents in one snapshot. Only what the filter
 * or the sort looks at is read beside the documents; others have their turn between two candidates.
 */
export async function recheck(database: SqlDatabase, arm: Arm, rows: readonly FoundRow[]): Promise<readonly Viewed[]> {
  const { viewer, type, filter } = arm
  const looked = lookedAt(arm)
  const show: Show = { grants: looked.has('grants'), groups: looked.has('groups') }
  const ids = rows.map(({ id }) => id)
  const giveWay = createTurns()
  return database.snapshot(async (reader) => {
    const stored = await readResources(reader, viewer, ids, show)
    const matching: Viewed[] = []
    for (const row of rows) {
      const resource = stored.get(row.id)
      if (!resource) continue
      await giveWay()
      const members = looked.has('links') ? await readAllLinks(reader, viewer.tenant, row.id) : []
      const view = viewOf(resource, type, members)
      if (!filter || matches(filter, view)) matching.push({ row, view })
    }
    return matching
  })
}

function lookedAt({ type, filter, plan }: Arm): ReadonlySet<string | undefined> {
  const kinds = filter ? keptApartIn(filter, type) : []
  return new Set(plan.kind === 'documents' ? [...kinds, keptApartOf(type, plan.path)?.kind] : kinds)
}

async function readAllLinks(reader: SqlReader, tenant: string, owner: Id): Promise<readonly Link[]> {
  const links: Link[] = []
  for await (const link of scanAllLinks(reader, tenant, owner)) links.push(link)
  return links
}

function keptApartIn(filter: Filter, type: ResourceType): readonly (string | undefined)[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
    case 'valuePath':
      return [keptApartOf(type, filter.path)?.kind]
    case 'not':
      return keptApartIn(filter.operand, type)
    case 'logical':
      return filter.operands.flatMap((operand) => keptApartIn(operand, type))
  }
}
