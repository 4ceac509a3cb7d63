import { compareText } from '../filter/compare.js'
import { equalResources } from '../resource/equal-resources.js'
import type { Id, Resource } from '../resource/resource.js'
import { assertMutability, validateResource } from '../resource/validate-resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { contended, invalidValue, type ScimError, uniqueness } from '../scim-error.js'
import {
  ClaimTaken,
  type Committed,
  Contended,
  type Draft,
  type Grant,
  LimitReached,
  ReferenceMissing,
  type StoredResource,
} from '../storage/resource-store.js'
import { grantKey } from '../storage/resource-view.js'
import type { OperationContext } from './operation-context.js'
import { newResource, type StoredParts, storedPartsOf } from './stored-parts.js'

/** Runs an operation's work as one write set, and says in the protocol's words why it could not be committed. */
export async function commitWrite<T>(
  context: OperationContext,
  type: ResourceType,
  queueOn: Id | undefined,
  work: (draft: Draft) => Promise<T>,
): Promise<Committed<T>> {
  const options = { now: context.now(), writeSet: context.newId(), ...(queueOn === undefined ? {} : { queueOn }) }
  try {
    return await context.store.transaction(options, work)
  } catch (error) {
    throw refusalOf(error, type) ?? error
  }
}

/**
 * As `commitWrite`, for work that answers the resource as it leaves it: with the versions of this very commit, so that no
 * other writer's version is handed out as one's own.
 */
export async function commitResource(
  context: OperationContext,
  type: ResourceType,
  queueOn: Id | undefined,
  work: (draft: Draft) => Promise<StoredResource>,
): Promise<StoredResource> {
  const { result, heads } = await commitWrite(context, type, queueOn, work)
  return { ...result, ...heads.get(result.id) }
}

function refusalOf(error: unknown, type: ResourceType): ScimError | undefined {
  if (error instanceof ClaimTaken) return uniqueness(`Another ${type.name} has this '${error.attribute}' already.`)
  if (error instanceof ReferenceMissing) return unknownReference(error.ids)
  if (error instanceof LimitReached) return invalidValue(`No more of '${error.counter}' can be assigned.`)
  if (error instanceof Contended) return contended('Too many writers are changing this resource; try again.', 1)
  return undefined
}

/** A member that does not exist is refused by its name and never dropped (Q25, D-54). */
export function unknownReference(ids: readonly Id[]): ScimError {
  const named = ids.slice(0, mostNamed).map((id) => `'${id}'`)
  const others = ids.length - named.length
  return invalidValue(`No resource has the id ${named.join(', ')}${others > 0 ? `, nor ${others} others` : ''}.`)
}

/** A refusal names some of what is wrong, not a hundred thousand ids. */
const mostNamed = 10

/** Stages the new state of a stored resource, its document and grants, as far as they change. Answers that state. */
export function stageChange(
  context: OperationContext,
  draft: Draft,
  type: ResourceType,
  current: StoredResource,
  change: { readonly before: Resource; readonly after: Resource },
): StoredResource {
  const { before, after } = change
  validateResource(after, type)
  assertMutability(before, after, type)
  const parts = storedPartsOf(after, type)
  const was = storedPartsOf(before, type)
  const moves = !equalResources(was.document, parts.document) || was.externalId !== parts.externalId
  if (moves) draft.put(type, newResource(current.id, parts))
  const grants = stageGrants(context, draft, current.id, was.grants, parts.grants)
  if (!moves) return { ...current, grants }
  return { ...current, text: textOf(type, parts), externalId: parts.externalId, grants }
}

/** Stages a new resource with its grants. Answers it as it will be stored. */
export function stageCreation(
  context: OperationContext,
  draft: Draft,
  type: ResourceType,
  id: Id,
  parts: StoredParts,
): StoredResource {
  draft.create(type, newResource(id, parts))
  const grants = stageGrants(context, draft, id, [], parts.grants)
  const text = textOf(type, parts)
  const now = context.now()
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
  held: readonly Grant[],
  wanted: readonly Grant[],
): readonly Grant[] {
  const heldByKey = new Map(held.map((grant) => [grantKey(grant), grant]))
  const assigned = context.assignments.assign(wanted, held, context.manner)
  const kept = new Set(assigned.map(grantKey))
  for (const grant of held) if (!kept.has(grantKey(grant))) draft.revoke(user, grant)
  for (const grant of assigned) {
    const before = heldByKey.get(grantKey(grant))
    if (!before || before.display !== grant.display || before.primary !== grant.primary) draft.grant(user, grant)
  }
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
