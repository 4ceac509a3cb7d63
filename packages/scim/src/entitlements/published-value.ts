import type { JsonObject } from '../json.js'
import type { PublishedResource } from '../storage/published-resources.js'
import type { CatalogueValue } from './catalogue.js'

/** A value as a resource, in whatever dialect: its times are its own, not the catalogue's. */
export function publishedValue(
  id: string,
  document: JsonObject,
  { created, lastModified }: CatalogueValue,
): PublishedResource {
  return { id, document, created, lastModified }
}
