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
import type { OperationContext } from './operation-context.js'
import { grantKey, newResource, resourceOf, type StoredParts, storedPartsOf } from './stored-parts.js'

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

function refusalOf(error: unknown, type: ResourceType): ScimError | undefined {
  if (error instanceof ClaimTaken) return uniqueness(`Another ${type.name} has this '${error.attribute}' already.`)
  if (error instanceof ReferenceMissing) return unknownReference(error.ids)
  if (error instanceof LimitReached) return invalidValue(`No more of '${error.counter}' can be assigned.`)
  if (error instanceof Contended) return contended('Too many writers are changing this resource; try again.', 1)
  return undefined
}

/** A member that does not exist is refused by its name and never dropped (Q25, D-54). */
export function unknownReference(ids: readonly Id[]): ScimError {
  return invalidValue(`No resource has the id ${ids.map((id) => `'${id}'`).join(', ')}.`)
}

/** Stages the new state of a stored resource: its document and grants, as far as they change. */
export function stageChange(
  context: OperationContext,
  draft: Draft,
  type: ResourceType,
  current: StoredResource,
  after: Resource,
): void {
  const before = resourceOf(current, type)
  validateResource(after, type)
  assertMutability(before, after, type)
  const parts = storedPartsOf(after, type)
  const was = storedPartsOf(before, type)
  if (!equalResources(was.document, parts.document) || was.externalId !== parts.externalId) {
    draft.put(type, newResource(current.id, parts))
  }
  stageGrants(context, draft, current.id, was.grants, parts.grants)
}

/** Stages a new resource with its grants. */
export function stageCreation(
  context: OperationContext,
  draft: Draft,
  type: ResourceType,
  id: Id,
  parts: StoredParts,
): void {
  draft.create(type, newResource(id, parts))
  stageGrants(context, draft, id, [], parts.grants)
}

/** The difference of two sets of grants, and only it: what is held and wanted again is not touched. */
function stageGrants(
  context: OperationContext,
  draft: Draft,
  user: Id,
  held: readonly Grant[],
  wanted: readonly Grant[],
): void {
  const heldByKey = new Map(held.map((grant) => [grantKey(grant), grant]))
  const assigned = context.assignments.assign(wanted, held, context.manner)
  const kept = new Set(assigned.map(grantKey))
  for (const grant of held) if (!kept.has(grantKey(grant))) draft.revoke(user, grant)
  for (const grant of assigned) {
    const before = heldByKey.get(grantKey(grant))
    if (before?.display !== grant.display || before?.primary !== grant.primary || !before) draft.grant(user, grant)
  }
}

/** What the resource type says of attributes that the client left out (D-29). */
export function withDefaults(resource: Resource, type: ResourceType): Resource {
  return { ...type.defaults, ...resource }
}
