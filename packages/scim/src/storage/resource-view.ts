import { isJsonObject, type Json, type JsonObject } from '../resource/resource.js'
import { dateText } from '../schema/date-time.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Grant, GroupReference, Link, StoredResource } from './resource-store.js'

/**
 * The whole of a stored resource as filters, sorts and projections see it: document, common attributes, and what is kept
 * apart under its attributes' names. Without `meta.location` and `$ref`, which depend on who asks, and without the password.
 * `members` only where the caller has read them.
 */
export function viewOf(stored: StoredResource, type: ResourceType, members?: readonly Link[]): JsonObject {
  const view: Record<string, Json | undefined> = Object.assign(Object.create(null), parseDocument(stored))
  view.id = stored.id
  if (stored.externalId !== undefined) view.externalId = stored.externalId
  view.schemas = schemasOf(view, type)
  view.meta = {
    resourceType: stored.type,
    created: dateText(stored.created),
    lastModified: dateText(stored.lastModified),
    version: `W/"${stored.version}"`,
  }
  const { grants, groups, links } = type.keptApart
  if (grants && stored.grants) {
    addList(view, grants.role, stored.grants.filter((grant) => grant.kind === 'role').map(grantValue))
    addList(view, grants.entitlement, stored.grants.filter((grant) => grant.kind === 'entitlement').map(grantValue))
  }
  if (groups && stored.groups)
    addList(
      view,
      groups,
      stored.groups.map((value) => withoutUndefined({ ...value })),
    )
  if (links && members)
    addList(
      view,
      links,
      members.map((value) => withoutUndefined({ ...value })),
    )
  return view
}

/** The document of a stored resource: JSON that we wrote ourselves. */
export function parseDocument(stored: StoredResource): JsonObject {
  const document: unknown = JSON.parse(stored.text)
  if (!isJsonObject(document)) throw new Error(`the stored document of '${stored.id}' is not an object`)
  return document
}

/** The URNs of the base schema and of the extensions that the resource has data of (RFC 7643 §3, D-65). */
export function schemasOf(document: JsonObject, type: ResourceType): readonly string[] {
  const extensions = type.schemaExtensions.filter(({ schema }) => document[schema.id] !== undefined)
  return [type.schema.id, ...extensions.map(({ schema }) => schema.id)]
}

/** A resource's grants as its attributes `roles` and `entitlements` (RFC 7643 §4.1.2); a list without values is left out. */
export function grantLists(stored: StoredResource, type: ResourceType): Record<string, readonly JsonObject[]> {
  const lists: Record<string, readonly JsonObject[]> = {}
  const names = type.keptApart.grants
  if (!names || !stored.grants) return lists
  for (const [kind, name] of [
    ['role', names.role],
    ['entitlement', names.entitlement],
  ] as const) {
    const values = stored.grants.filter((grant) => grant.kind === kind).map(grantValue)
    if (values.length > 0) lists[name] = values
  }
  return lists
}

/** A grant's key, as text: kind, type and value. */
export function grantKey(grant: Pick<Grant, 'kind' | 'type' | 'value'>): string {
  return JSON.stringify([grant.kind, grant.type ?? null, grant.value])
}

function grantValue({ value, display, type, primary }: Grant): JsonObject {
  const shown: Record<string, Json> = { value }
  if (display !== undefined) shown.display = display
  if (type !== undefined) shown.type = type
  if (primary !== undefined) shown.primary = primary
  return shown
}

function addList(view: Record<string, Json | undefined>, name: string, values: readonly JsonObject[]): void {
  if (values.length > 0) view[name] = values
}

function withoutUndefined(value: { readonly [K in keyof GroupReference | keyof Link]?: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
