import { compareText } from '../filter/compare.js'
import { equalResources } from '../resource/equal-resources.js'
import type { Id, Instant, Resource } from '../resource/resource.js'
import { assertMutability, validateResource } from '../resource/validate-resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue } from '../scim-error.js'
import type { Draft, Grant, StoredResource } from '../storage/resource-store.js'
import { grantKey } from '../storage/resource-view.js'
import type { OperationContext } from './operation-context.js'
import { stageSeats } from './stage-seats.js'
import { newResource, type StoredParts, storedPartsOf } from './stored-parts.js'

/** Stages the new state of a stored resource, its document and grants, as far as they change. Answers that state. */
export function stageChange(
  context: OperationContext,
  draft: Draft,
  { type, current, before, after }: ChangedResource,
): StoredResource {
  validateResource(after, type)
  assertMutability(before, after, type)
  const parts = storedPartsOf(after, type)
  const was = storedPartsOf(before, type)
  const moves = !equalResources(was.document, parts.document) || was.externalId !== parts.externalId
  if (moves) draft.put(type, newResource(current.id, parts))
  const grants = stageGrants(context, draft, current.id, { held: was.grants, wanted: parts.grants })
  if (!moves) return { ...current, grants }
  return { ...current, text: textOf(type, parts), externalId: parts.externalId, grants }
}

/** A stored resource, as the client could have written it before the change and after it. */
export interface ChangedResource {
  readonly type: ResourceType
  readonly current: StoredResource
  readonly before: Resource
  readonly after: Resource
}

/** Stages a new resource with its grants. Answers it as it will be stored. */
export function stageCreation(
  context: OperationContext,
  draft: Draft,
  type: ResourceType,
  { id, parts, now }: { readonly id: Id; readonly parts: StoredParts; readonly now: Instant },
): StoredResource {
  draft.create(type, newResource(id, parts))
  const grants = stageGrants(context, draft, id, { held: [], wanted: parts.grants })
  const text = textOf(type, parts)
  const head = { version: 1, documentVersion: 1, created: now, lastModified: now }
  return { type: type.name, id, ...head, text, externalId: parts.externalId, grants, groups: undefined }
}

/** A page holds up to a thousand resources in memory: one of them is not endless. */
const longestDocument = 1024 * 1024

/** The text as it will be stored. @throws ScimError invalidValue for more than a resource may hold */
function textOf(type: ResourceType, parts: StoredParts): string {
  const text = JSON.stringify(parts.document)
  if (text.length <= longestDocument) return text
  throw invalidValue(`This ${type.name} would hold ${text.length} characters; the most is ${longestDocument}.`)
}

/** The difference of two sets of grants, and only it: what is held and wanted again is not touched. Answers what is held then. */
function stageGrants(
  context: OperationContext,
  draft: Draft,
  user: Id,
  { held, wanted }: { readonly held: readonly Grant[]; readonly wanted: readonly Grant[] },
): readonly Grant[] {
  const heldByKey = new Map(held.map((grant) => [grantKey(grant), grant]))
  const assigned = context.assignments.assign(wanted, held, context.manner)
  const kept = new Set(assigned.map(grantKey))
  for (const grant of held) if (!kept.has(grantKey(grant))) draft.revoke(user, grant)
  for (const grant of assigned) {
    const before = heldByKey.get(grantKey(grant))
    if (!before || before.display !== grant.display || before.primary !== grant.primary) draft.grant(user, grant)
  }
  stageSeats(context.assignments, draft, held, assigned)
  return [...assigned].sort(compareGrants)
}

/** The order in which every storage answers grants: by kind, type and value. */
function compareGrants(a: Grant, b: Grant): number {
  return compareText(a.kind, b.kind) || compareText(a.type ?? '', b.type ?? '') || compareText(a.value, b.value)
}

/** What the resource type says of attributes that the client left out (D-29). */
export function withDefaults(resource: Resource, type: ResourceType): Resource {
  return { ...type.defaults, ...resource }
}

/**
 * An attribute that always has a value keeps the one it has when a PATCH unassigns it: `active: null` must not bring back
 * somebody who was deactivated.
 */
export function keepDefaulted(before: Resource, after: Resource, type: ResourceType): Resource {
  const kept = Object.keys(type.defaults).filter((name) => after[name] === undefined && before[name] !== undefined)
  return kept.length === 0 ? after : { ...after, ...Object.fromEntries(kept.map((name) => [name, before[name]])) }
}
