import { sortKeyOf } from '../filter/compare.js'
import { matches } from '../filter/matches.js'
import type { Instant, JsonObject } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { orderedPage, type Placed } from './ordered-page.js'
import type { Page, Query, QueryTarget, ResourceStore, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'

/** Resources that are read and never written through SCIM: a short list that the caller holds, such as a catalogue. */
export interface Publication {
  readonly type: ResourceType
  readonly resources: readonly PublishedResource[]
  /** What ServiceProviderConfig says of it, under `RolesAndEntitlements` (draft-ietf-scim-roles-entitlements-01). */
  readonly rolesAndEntitlements?: JsonObject
}

/** One of them. */
export interface PublishedResource {
  readonly id: string
  readonly document: JsonObject
  readonly created: Instant
  /** Goes forward with every change of the document: it is the version too. */
  readonly lastModified: Instant
}

/** The part of a store that answers reads. */
export type ResourceSource = Pick<ResourceStore, 'get' | 'query' | 'links'>

/** A publication's resources as a store would show them, in the order in which they were written. */
export function storedResources({ type, resources }: Publication): readonly StoredResource[] {
  return resources.map((resource) => storedOf(type, resource))
}

/** Reads of a publication, by the same rules as any store's. */
export function publishedResources(publication: Publication): ResourceSource {
  const stored = storedResources(publication)
  return {
    async get(_type, id) {
      return stored.find((resource) => resource.id === id)
    },
    async query(targets, query) {
      return pageOf(targets, stored, query)
    },
    async links() {
      return { items: [], total: undefined, next: undefined }
    },
  }
}

function storedOf(type: ResourceType, { id, document, created, lastModified }: PublishedResource): StoredResource {
  return {
    type: type.name,
    id,
    version: lastModified,
    documentVersion: lastModified,
    created,
    lastModified,
    text: JSON.stringify(document),
    externalId: undefined,
    grants: undefined,
    groups: undefined,
  }
}

/** Those of the resources that a target asks for, each with its place in the order of the query. */
export function foundAmong(
  stored: readonly StoredResource[],
  { type, filter, sortPath }: QueryTarget,
): readonly Placed<StoredResource>[] {
  return stored
    .map((item) => ({ item, view: viewOf(item, type) }))
    .filter(({ view }) => !filter || matches(filter, view))
    .map(({ item, view }) => ({
      item,
      // Two types may give resources of one id, and no two may stand in one place.
      place: { key: sortPath && sortKeyOf(sortPath, view), id: `${item.id}/${type.name}` },
    }))
}

function pageOf(
  targets: readonly QueryTarget[],
  stored: readonly StoredResource[],
  { order, page, total }: Query,
): Page<StoredResource> {
  const found = targets.flatMap((target) => foundAmong(stored, target))
  const placed = page.kind === 'index' ? asWritten(found) : found
  return { ...orderedPage(placed, page, order), total: total ? found.length : undefined }
}

/**
 * Pages by index: without a sort, and among equals, the order is the publication's own, so that a catalogue is listed as it
 * was written. A position must not shift when the catalogue changes: there the order is by id.
 */
function asWritten(found: readonly Placed<StoredResource>[]): readonly Placed<StoredResource>[] {
  return found.map(({ item, place }, index) => ({ item, place: { ...place, id: String(index).padStart(8, '0') } }))
}
