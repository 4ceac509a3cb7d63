import type { ResourceType } from '@rollcall/scim'
import { changeIndexSet, type IndexSet, indexSetOf, reindex as reindexTenant, withoutNames } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { requireIndexParts, requireRemovableParts } from './index-paths.js'
import type { IndexChange, IndexSummary, ReindexOptions } from './index-summary.js'
import { listIndexes, requireConfiguration } from './list-indexes.js'

/**
 * Changes what an organisation has indexed of a resource type, and answers what it has then. Lists go by it once its rows are
 * written, by `reindex`.
 *
 * @throws Refusal
 */
export async function changeIndexes(
  service: Service,
  tenant: string,
  typeName: string,
  change: IndexChange,
): Promise<IndexSummary> {
  const type = await requireType(service, tenant, typeName)
  const set = changed(change, type)
  await changeIndexSet(service.database, tenant, type, set)
  const summaries = await listIndexes(service, tenant)
  const summary = summaries.find((one) => one.type === type.name)
  if (!summary) throw new Refusal(`'${tenant}' has no resource type '${typeName}' any more.`)
  return summary
}

/** Every name is looked at before anything is changed. */
function changed({ set, add = [], remove = [] }: IndexChange, type: ResourceType): (indexes: IndexSet) => IndexSet {
  const named = Array.isArray(set) ? set.flatMap((name) => requireIndexParts(name, type).usual) : undefined
  const added = add.flatMap((name) => requireIndexParts(name, type).usual)
  const removed = remove.flatMap((name) => requireRemovableParts(name, type).all)
  return (indexes) => {
    const base = named ?? (set === 'default' ? indexSetOf(type) : indexes)
    return withoutNames(type, new Set([...base, ...added]), removed)
  }
}

/** Brings an organisation's index rows in line with its sets, while servers go on. @throws Refusal */
export async function reindex(service: Service, tenant: string, options?: ReindexOptions): Promise<void> {
  await reindexTenant(service.database, tenant, () => requireConfiguration(service, tenant), options)
}

async function requireType(service: Service, tenant: string, name: string): Promise<ResourceType> {
  const { resourceTypes: types } = await requireConfiguration(service, tenant)
  const type = types.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (type) return type
  const names = types.map((one) => `'${one.name}'`).join(', ')
  throw new Refusal(`'${tenant}' has no resource type '${name}' that is kept in the database: there are ${names}.`)
}
