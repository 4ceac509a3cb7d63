import type { JsonObject } from '../json.js'
import { oncePer } from '../once-per.js'
import { findAmbiguousUrn } from '../schema/ambiguous-urn.js'
import { isProtocolEndpoint } from '../schema/protocol-endpoints.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Publication } from '../storage/published-resources.js'

/** The resource types that a service provider serves, and what follows from them alone. */
export interface ServedTypes {
  readonly all: readonly ResourceType[]
  /** Those that are not stored but published. */
  readonly publications: ReadonlyMap<ResourceType, Publication>
  /** By their endpoints in lower case: `/users`. */
  readonly byEndpoint: ReadonlyMap<string, ResourceType>
  /** Names to endpoints. */
  readonly endpoints: ReadonlyMap<string, string>
  /** What the published catalogue says of itself in ServiceProviderConfig; undefined where it says nothing. */
  readonly rolesAndEntitlements: JsonObject | undefined
}

/**
 * Judges the types, once for the same two lists: operations are bound for each request, to types that do not change.
 *
 * @throws Error where two types have one name or endpoint, or one has the protocol's own
 */
export function servedTypesOf(stored: readonly ResourceType[], published: readonly Publication[] = none): ServedTypes {
  return beside(stored)(published)
}

const none: readonly Publication[] = []

const beside = oncePer((stored: readonly ResourceType[]) =>
  oncePer((published: readonly Publication[]): ServedTypes => {
    const publications = new Map(published.map((each) => [each.type, each]))
    const all = distinctTypes([...stored, ...publications.keys()])
    return {
      all,
      publications,
      byEndpoint: new Map(all.map((type) => [type.endpoint.toLowerCase(), type])),
      endpoints: new Map(all.map((type) => [type.name, type.endpoint])),
      rolesAndEntitlements: announcementOf(published),
    }
  }),
)

/** Names and endpoints tell resource types apart, the endpoints without regard to case (RFC 7643 §6), and from the protocol's. */
function distinctTypes(types: readonly ResourceType[]): readonly ResourceType[] {
  const taken = new Set<string>()
  for (const type of types) {
    const { name, endpoint } = type
    // What is only read has no PATCH, whose paths would mean something else.
    const ambiguity = type.readOnly ? undefined : ambiguityOf(type)
    if (ambiguity !== undefined) throw new Error(`'${name}': ${ambiguity}`)
    if (isProtocolEndpoint(endpoint)) throw new Error(`'${name}' is at '${endpoint}', which is the protocol's own`)
    for (const text of [name.toLowerCase(), endpoint.toLowerCase()]) {
      if (taken.has(text)) throw new Error(`two resource types are called '${name}' or are at '${endpoint}'`)
      taken.add(text)
    }
  }
  return types
}

const ambiguityOf = oncePer(({ schema, schemaExtensions }: ResourceType) =>
  findAmbiguousUrn([schema, ...schemaExtensions.map((extension) => extension.schema)]),
)

function announcementOf(publications: readonly Publication[]): JsonObject | undefined {
  const parts = publications.flatMap(({ rolesAndEntitlements }) => rolesAndEntitlements ?? [])
  return parts.length === 0 ? undefined : Object.assign({}, ...parts)
}
