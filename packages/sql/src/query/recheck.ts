import { type Filter, type JsonObject, matches, type ResourceType } from '@rollcall/scim'
import { type Link, type Show, viewOf } from '@rollcall/scim/storage'
import type { SqlDatabase } from '../sql-database.js'
import { scanAllLinks } from '../storage/read-links.js'
import { readResources } from '../storage/read-resources.js'
import type { Arm, FoundRow } from './arm.js'
import { keptApartOf } from './kept-apart-condition.js'

/** A candidate with the whole of it, as filters and sorts see it. */
export interface Viewed {
  readonly row: FoundRow
  readonly view: JsonObject
}

/** Those of the candidates that the filter really matches, read from their documents. */
export async function recheck(database: SqlDatabase, arm: Arm, rows: readonly FoundRow[]): Promise<readonly Viewed[]> {
  const views = await viewAll(database, arm, rows)
  const { filter } = arm
  return filter ? views.filter(({ view }) => matches(filter, view)) : views
}

/** Only what the filter or the sort looks at is read beside the documents. */
async function viewAll(database: SqlDatabase, arm: Arm, rows: readonly FoundRow[]): Promise<readonly Viewed[]> {
  const { viewer, type, filter, plan } = arm
  const looked = new Set(filter ? keptApartIn(filter, type) : [])
  if (plan.kind === 'documents') looked.add(keptApartOf(type, plan.path)?.kind)
  const show: Show = { grants: looked.has('grants'), groups: looked.has('groups') }
  return database.snapshot(async (reader) => {
    const stored = await readResources(
      reader,
      viewer,
      rows.map(({ id }) => id),
      show,
    )
    const views: Viewed[] = []
    for (const row of rows) {
      const resource = stored.get(row.id)
      if (!resource) continue
      const members: Link[] = []
      if (looked.has('links')) for await (const link of scanAllLinks(reader, viewer.tenant, row.id)) members.push(link)
      views.push({ row, view: viewOf(resource, type, members) })
    }
    return views
  })
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
