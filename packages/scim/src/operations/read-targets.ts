import { type ReferenceAttribute, referencedIds } from '../resource/references.js'
import type { Id } from '../resource/resource.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import type { Kind, ResourceStore, StoredResource } from '../storage/resource-store.js'
import { parseDocument } from '../storage/resource-view.js'

/** What the references of resources lead to, by id. An id that leads nowhere is not among them. */
export type Targets = ReadonlyMap<Id, Kind>

/** Reads what a whole page of resources refers to, in one go: users have few managers, and most have none. */
export async function readTargets(
  store: Pick<ResourceStore, 'kinds'>,
  resources: readonly StoredResource[],
  references: readonly ReferenceAttribute[],
): Promise<Targets> {
  const ids = new Set<Id>()
  for (const resource of resources) {
    const named = references.filter(({ key }) => resource.text.includes(key))
    if (named.length === 0) continue
    // A reference is any text that a client sent.
    for (const id of referencedIds(parseDocument(resource), named)) if (findTextFlaw(id) === undefined) ids.add(id)
  }
  return ids.size === 0 ? new Map() : store.kinds([...ids])
}
