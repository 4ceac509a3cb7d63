import type { Id, Instant } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { claimsOf } from './memory-claims.js'
import type { Member, MemoryResource, WorkingCopy } from './memory-tenant.js'
import type { Grant, NewResource } from './resource-store.js'

/** What a draft stages. */
export type MemoryOperation =
  | { readonly kind: 'create'; readonly type: ResourceType; readonly id: Id; readonly written: Written }
  | { readonly kind: 'put'; readonly id: Id; readonly written: Written }
  | { readonly kind: 'remove'; readonly type: ResourceType; readonly id: Id }
  | { readonly kind: 'link'; readonly id: Id; readonly member: Member }
  | { readonly kind: 'unlink'; readonly id: Id; readonly member: Id }
  | { readonly kind: 'grant'; readonly id: Id; readonly grant: Grant }
  | { readonly kind: 'revoke'; readonly id: Id; readonly grant: GrantKey }
  | { readonly kind: 'setPassword'; readonly id: Id; readonly hash: string | undefined }

/** A resource's new contents, cut off from the object that the caller may go on to change. */
export type Written = Pick<MemoryResource, 'text' | 'claims'> & { readonly externalId: string | undefined }

type GrantKey = Pick<Grant, 'kind' | 'type' | 'value'>

/** What a write set knows of its circumstances. */
export interface Circumstances {
  readonly connection: string | undefined
  readonly now: Instant
}

/** Takes down what is written now. */
export function writtenOf(type: ResourceType, { document, externalId }: NewResource): Written {
  return { text: JSON.stringify(document), claims: claimsOf(document, type), externalId }
}

/** Does one operation to the copy; what it concerns must be there. Versions and times are the commit's affair. */
export function applyOperation(copy: WorkingCopy, operation: MemoryOperation, circumstances: Circumstances): void {
  if (operation.kind === 'create') {
    copy.set(operation.id, createdResource(operation.id, operation.type, operation.written, circumstances))
    return
  }
  const before = copy.get(operation.id)
  if (!before) return
  copy.set(operation.id, changedResource(before, operation, circumstances))
  if (operation.kind === 'remove') removeFromOwners(copy, operation.id)
}

function changedResource(
  before: MemoryResource,
  operation: Exclude<MemoryOperation, { readonly kind: 'create' }>,
  circumstances: Circumstances,
): MemoryResource | undefined {
  switch (operation.kind) {
    case 'put':
      return { ...before, ...replacement(before, operation.written, circumstances) }
    case 'remove':
      return undefined
    case 'link':
      return { ...before, members: [...before.members, operation.member] }
    case 'unlink':
      return { ...before, members: withoutMember(before.members, operation.member) }
    case 'grant':
      return { ...before, grants: [...withoutGrant(before.grants, operation.grant), operation.grant] }
    case 'revoke':
      return { ...before, grants: withoutGrant(before.grants, operation.grant) }
    case 'setPassword':
      return { ...before, passwordHash: operation.hash }
  }
}

/** True for what moves the document version, and so for what a document's guard protects. */
export function changesDocument(operation: MemoryOperation): boolean {
  return operation.kind !== 'link' && operation.kind !== 'unlink'
}

function createdResource(
  id: Id,
  type: ResourceType,
  written: Written,
  { connection, now }: Circumstances,
): MemoryResource {
  return {
    type: type.name,
    id,
    version: 1,
    documentVersion: 1,
    created: now,
    lastModified: now,
    text: written.text,
    claims: written.claims,
    externalIds: written.externalId === undefined ? new Map() : new Map([[connection, written.externalId]]),
    members: [],
    grants: [],
    passwordHash: undefined,
  }
}

function replacement(before: MemoryResource, { text, claims, externalId }: Written, { connection }: Circumstances) {
  const externalIds = new Map(before.externalIds)
  if (externalId === undefined) externalIds.delete(connection)
  else externalIds.set(connection, externalId)
  return { text, claims, externalIds }
}

function removeFromOwners(copy: WorkingCopy, id: Id): void {
  for (const owner of copy.all()) {
    const members = withoutMember(owner.members, id)
    if (members.length < owner.members.length) copy.set(owner.id, { ...owner, members })
  }
}

function withoutMember(members: readonly Member[], id: Id): readonly Member[] {
  return members.filter(({ value }) => value !== id)
}

function withoutGrant(grants: readonly Grant[], key: GrantKey): readonly Grant[] {
  return grants.filter(({ kind, type, value }) => kind !== key.kind || type !== key.type || value !== key.value)
}
