import type { ResourceType, Schema } from '@rollcall/scim'
import { canBeIndexed, type PlacedPath } from './indexed-attributes.js'

/** Everything of a resource type that can have index rows: attributes, and after each complex one its parts. */
export function indexablePathsOf(type: ResourceType): readonly PlacedPath[] {
  const apart = keptApartNames(type)
  const own = pathsOfSchema(type.schema, undefined).filter(({ attribute }) => !apart.has(attribute.name))
  return [...own, ...type.schemaExtensions.flatMap(({ schema }) => pathsOfSchema(schema, schema.id))]
}

function pathsOfSchema(schema: Schema, extension: string | undefined): readonly PlacedPath[] {
  const paths = schema.attributes.flatMap((attribute) =>
    [undefined, ...attribute.subAttributes].map((subAttribute) => ({ schema, extension, attribute, subAttribute })),
  )
  return paths.filter(canBeIndexed)
}

/** The attributes of a base schema that have tables of their own, or are never looked at. */
function keptApartNames({ keptApart }: ResourceType): ReadonlySet<string> {
  const { links, grants, groups, password } = keptApart
  const names = [links, grants?.role, grants?.entitlement, groups, password]
  return new Set(names.filter((name) => name !== undefined))
}
