import { isJsonObject, isList, type Json } from '../json.js'
import type { AttributePath } from '../schema/attribute-path.js'

/** The values of a path's attribute in a resource, as a list: none, one, or those of a multi-valued attribute. */
export function valuesAt(path: Pick<AttributePath, 'attribute' | 'extension'>, resource: object): readonly Json[] {
  const holder = path.extension === undefined ? resource : memberOf(resource, path.extension)
  return listOf(holder === undefined ? undefined : memberOf(holder, path.attribute.name))
}

/** What the path selects in one value of its attribute: the value itself, or its sub-attribute's values. */
export function valuesIn(path: Pick<AttributePath, 'subAttribute'>, value: Json): readonly Json[] {
  return path.subAttribute ? listOf(memberOf(value, path.subAttribute.name)) : [value]
}

/** RFC 7643 §2.5: null, an empty string, an empty list and an object without a value are no value; false and 0 are one (D-18). */
export function isPresent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false
  if (isJsonObject(value)) return Object.values(value).some(isPresent)
  return !Array.isArray(value) || value.some(isPresent)
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return isList(value) ? value : [value]
}

// Own members only: a schema may call an attribute `toString`.
function memberOf(value: object | Json, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
