import type { AttributePath, Json, JsonObject } from '@rollcall/scim'
import { indexValueOf } from '../index-rows/index-value.js'
import { isObject, valuesOf } from '../index-rows/values-of.js'

/**
 * What a resource is sorted by, read from the whole of it: the primary value, else the first (RFC 7644 §3.4.2.3).
 * Undefined where there is none.
 */
export function sortKeyIn(path: AttributePath, view: JsonObject): string | undefined {
  const holder = path.extension === undefined ? view : view[path.extension]
  const values = isObject(holder) ? valuesOf(holder[path.attribute.name]) : []
  const value: Json | undefined = values.find((one) => isObject(one) && one.primary === true) ?? values[0]
  const [part] = path.subAttribute ? (isObject(value) ? valuesOf(value[path.subAttribute.name]) : []) : valuesOf(value)
  if (part === undefined || part === '') return undefined
  return indexValueOf(path.subAttribute ?? path.attribute, part)?.text
}
