import type { Attribute, AttributePath, ResourceType } from '@rollcall/scim'

/**
 * A path as a resource type has it: in a query over several types a path may have been resolved against another one.
 * `none`: the type has no such attribute, so nothing has a value there. `other`: it has one that is compared otherwise.
 */
export function ownPathOf(type: ResourceType, path: AttributePath): AttributePath | 'none' | 'other' {
  // The common attributes are the same everywhere.
  if (path.schema.id === '') return path
  const schema =
    path.extension === undefined
      ? type.schema
      : type.schemaExtensions.find((extension) => extension.schema.id === path.extension)?.schema
  const attribute = schema?.attributes.find(({ name }) => name === path.attribute.name)
  if (!schema || !attribute) return 'none'
  const subAttribute = attribute.subAttributes.find(({ name }) => name === path.subAttribute?.name)
  if (path.subAttribute && !subAttribute) return 'none'
  const isAlike = comparesAlike(attribute, path.attribute) && comparesAlike(subAttribute, path.subAttribute)
  return isAlike ? { schema, extension: path.extension, attribute, subAttribute } : 'other'
}

function comparesAlike(own: Attribute | undefined, other: Attribute | undefined): boolean {
  return own?.type === other?.type && own?.comparison === other?.comparison && own?.multiValued === other?.multiValued
}
