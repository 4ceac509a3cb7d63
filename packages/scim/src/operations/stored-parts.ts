import { isJsonObject, type Json, type JsonObject, type Resource } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Grant, NewResource, StoredResource } from '../storage/resource-store.js'
import { grantLists, parseDocument } from '../storage/resource-view.js'

/** A resource taken apart as it is stored: the document, and what is kept in rows of its own. */
export interface StoredParts {
  readonly document: JsonObject
  readonly externalId: string | undefined
  readonly grants: readonly Grant[]
  readonly password: string | undefined
  /** The raw values of the links, where the resource type has some; read by `readMembers`. */
  readonly links: Json | undefined
}

/** Takes a resource apart: what stays is what the client may write and what the stored text holds. */
export function storedPartsOf(resource: Resource, type: ResourceType): StoredParts {
  const { grants, links, groups, password } = type.keptApart
  const apart = new Set([grants?.role, grants?.entitlement, links, groups, password, 'externalId'])
  const secret = password === undefined ? undefined : resource[password]
  return {
    document: pickNames(resource, (name) => !apart.has(name)),
    externalId: typeof resource.externalId === 'string' ? resource.externalId : undefined,
    grants: grants
      ? [...grantsOf(resource[grants.role], 'role'), ...grantsOf(resource[grants.entitlement], 'entitlement')]
      : [],
    password: typeof secret === 'string' ? secret : undefined,
    links: links === undefined ? undefined : resource[links],
  }
}

/** Puts a stored resource together again as the client could have written it; links and password stay apart. */
export function resourceOf(stored: StoredResource, type: ResourceType): Resource {
  const resource: Record<string, Json | undefined> = Object.assign(Object.create(null), parseDocument(stored))
  if (stored.externalId !== undefined) resource.externalId = stored.externalId
  return Object.assign(resource, grantLists(stored, type))
}

/** The parts that `create` and `put` take. */
export function newResource(id: string, parts: StoredParts): NewResource {
  return { id, document: parts.document, externalId: parts.externalId }
}

function grantsOf(values: Json | undefined, kind: Grant['kind']): readonly Grant[] {
  if (!Array.isArray(values)) return []
  return values.filter(isJsonObject).flatMap((value) => {
    if (typeof value.value !== 'string') return []
    return [
      {
        kind,
        value: value.value,
        type: textOf(value.type),
        display: textOf(value.display),
        primary: value.primary === true ? true : undefined,
      },
    ]
  })
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function pickNames(resource: Resource, keep: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name)))
}
