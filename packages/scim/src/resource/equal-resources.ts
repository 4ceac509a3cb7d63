import { isAssigned } from './canonical-text.js'
import { isJsonObject, isList, type Json, type JsonObject, type Resource } from './resource.js'

/**
 * Whether two states of a resource are one and the same: the order of names and the spelling of "no value" do not matter
 * (RFC 7643 §2.1, §2.5), the order of values does, since a sort reads the first (RFC 7644 §3.4.2.3). A write that changes
 * nothing must move no version (D-70).
 */
export function equalResources(before: Resource, after: Resource): boolean {
  return before === after || equalObjects(before, after)
}

function equalObjects(a: JsonObject, b: JsonObject): boolean {
  const names = assignedNames(a)
  return (
    names.length === assignedNames(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]))
  )
}

function assignedNames(object: JsonObject): readonly string[] {
  return Object.keys(object).filter((name) => isAssigned(object[name]))
}

function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (isJsonObject(a)) return isJsonObject(b) && equalObjects(a, b)
  if (isList(a)) return isList(b) && a.length === b.length && a.every((value, index) => equal(value, b[index]))
  return a === b
}
