import { compareText } from '../filter/compare.js'
import { type Id, isJsonObject } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { MemoryResource } from './memory-tenant.js'
import type { Grant, GroupReference, Link, Show, StoredResource } from './resource-store.js'

/** What is needed to show a resource to somebody. */
export interface Viewer {
  readonly connection: string | undefined
  readonly displayOf: (grant: Pick<Grant, 'kind' | 'type' | 'value'>) => string | undefined
}

/** A resource as the port shows it: what is derived is derived now. */
export function storedOf(
  resource: MemoryResource,
  type: ResourceType,
  show: Show,
  viewer: Viewer,
  all: () => Iterable<MemoryResource>,
): StoredResource {
  const { id, version, documentVersion, created, lastModified, text } = resource
  return {
    type: resource.type,
    id,
    version,
    documentVersion,
    created,
    lastModified,
    text,
    externalId: resource.externalIds.get(viewer.connection),
    grants: show.grants ? grantsOf(resource, viewer) : undefined,
    groups: show.groups ? (type.keptApart.groups === undefined ? [] : groupsOf(id, [...all()])) : undefined,
  }
}

/** A resource's members with what they are called now, in order of `value`. */
export function linksOf(owner: MemoryResource, find: (id: Id) => MemoryResource | undefined): readonly Link[] {
  return owner.members
    .map(({ value, type }) => ({ value, type, display: displayOf(find(value)) }))
    .sort((a, b) => compareText(a.value, b.value))
}

/** What exists of the ids: each with its type and what it is called now. */
export function kindsOf(
  ids: readonly Id[],
  find: (id: Id) => MemoryResource | undefined,
): ReadonlyMap<Id, Omit<Link, 'value'>> {
  const found = ids.flatMap((id) => find(id) ?? [])
  return new Map(found.map((resource) => [resource.id, { type: resource.type, display: displayOf(resource) }]))
}

function grantsOf({ grants }: MemoryResource, viewer: Viewer): readonly Grant[] {
  return grants
    .map(({ kind, type, value, display, primary }) => {
      return { kind, type, value, display: viewer.displayOf({ kind, type, value }) ?? display, primary }
    })
    .sort(
      (a, b) => compareText(a.kind, b.kind) || compareText(a.type ?? '', b.type ?? '') || compareText(a.value, b.value),
    )
}

/** The groups that contain the id, and those that contain them (RFC 7643 §4.1.2), however they are nested. */
function groupsOf(id: Id, all: readonly MemoryResource[]): readonly GroupReference[] {
  const direct = ownersOf(id, all)
  const found = new Map<Id, GroupReference>()
  for (const group of direct) found.set(group.id, { value: group.id, display: displayOf(group), type: 'direct' })
  const open = [...direct]
  for (let next = open.pop(); next; next = open.pop()) {
    for (const group of ownersOf(next.id, all)) {
      if (found.has(group.id)) continue
      found.set(group.id, { value: group.id, display: displayOf(group), type: 'indirect' })
      open.push(group)
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.value, b.value))
}

function ownersOf(id: Id, all: readonly MemoryResource[]): readonly MemoryResource[] {
  return all.filter(({ members }) => members.some(({ value }) => value === id))
}

/** What a resource is called: its displayName, else its userName. */
function displayOf(resource: MemoryResource | undefined): string | undefined {
  const document: unknown = resource && JSON.parse(resource.text)
  if (!isJsonObject(document)) return undefined
  const name = document.displayName ?? document.userName
  return typeof name === 'string' ? name : undefined
}
