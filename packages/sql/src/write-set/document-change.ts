import type { JsonObject } from '@rollcall/scim'
import type { Staged, StagedResource } from '../storage/staged.js'

/** The attributes of a document that a write set changes, as they were read and as they will be. */
export interface DocumentChange {
  readonly names: ReadonlySet<string>
  readonly before: JsonObject
  readonly after: JsonObject
}

/**
 * What changes in a resource's document. The rest need not be looked at: what is the same has the same index rows and
 * unique values.
 */
export function documentChangeOf({ reads }: Staged, { id, kind, written }: StagedResource): DocumentChange {
  const before = kind === 'created' ? {} : (reads.get(id)?.document ?? {})
  const after = kind === 'removed' ? {} : (written?.document ?? before)
  if (after === before) return { names: new Set(), before: {}, after: {} }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return { names: new Set(changed), before: only(before, changed), after: only(after, changed) }
}

function only(document: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => document[name] !== undefined).map((name) => [name, document[name]]))
}
