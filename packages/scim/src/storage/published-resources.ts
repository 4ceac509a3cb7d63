import { sortKeyOf } from '../filter/compare.js'
import { matches } from '../filter/matches.js'
import type { Instant, JsonObject } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { orderedPage } from './ordered-page.js'
import type { Page, Query, ResourceStore, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'

/** Resources that are read and never written through SCIM: a short list that the caller holds, such as a catalogue. */
export interface Publication {
  readonly type: ResourceType
  readonly resources: readonly { readonly id: string; readonly document: JsonObject }[]
  /** Moves whenever any of the resources changes. */
  readonly version: number
  readonly lastModified: Instant
}

/** The part of a store that answers reads. */
export type ResourceSource = Pick<ResourceStore, 'get' | 'query' | 'links'>

/** Reads of a publication, by the same rules as any store's. */
export function publishedResources(publication: Publication): ResourceSource {
  const stored = publication.resources.map((resource) => storedOf(publication, resource))
  return {
    async get(_type, id) {
      return stored.find((resource) => resource.id === id)
    },
    async query(_types, query) {
      return pageOf(publication.type, stored, query)
    },
    async links() {
      return { items: [], total: undefined, next: undefined }
    },
  }
}

function storedOf(publication: Publication, resource: Publication['resources'][number]): StoredResource {
  return {
    type: publication.type.name,
    id: resource.id,
    version: publication.version,
    documentVersion: publication.version,
    created: publication.lastModified,
    lastModified: publication.lastModified,
    text: JSON.stringify(resource.document),
    externalId: undefined,
    grants: undefined,
    groups: undefined,
  }
}

function pageOf(type: ResourceType, stored: readonly StoredResource[], query: Query): Page<StoredResource> {
  const { filter, sort, page } = query
  const found = stored
    .map((item, index) => ({ item, view: viewOf(item, type), place: placeOf(index) }))
    .filter(({ view }) => !filter || matches(filter, view))
    .map(({ item, view, place }) => ({ item, place: { key: sort && sortKeyOf(sort.path, view), id: place } }))
  return { ...orderedPage(found, page, sort), total: query.total ? found.length : undefined }
}

/** Without a sort, and among equals, the order is the publication's own: a catalogue is listed as it was written. */
function placeOf(index: number): string {
  return String(index).padStart(8, '0')
}
