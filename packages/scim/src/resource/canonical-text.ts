import { isJsonObject, type Json, type JsonObject } from './resource.js'

/**
 * One text for all spellings of one value: names sorted, what has no value left out (RFC 7643 §2.5). Only for what was read
 * by a schema: its depth is the schema's.
 */
export function canonicalText(value: Json): string {
  if (isJsonObject(value)) return canonicalObject(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`
  return JSON.stringify(value)
}

function canonicalObject(object: JsonObject): string {
  const members: string[] = []
  for (const name of Object.keys(object).sort()) {
    const value = object[name]
    if (isAssigned(value)) members.push(`${JSON.stringify(name)}:${canonicalText(value)}`)
  }
  return `{${members.join()}}`
}

/** False for what RFC 7643 §2.5 calls unassigned: null, an empty array, and here also an object without a value. */
export function isAssigned(value: Json | undefined): value is Json {
  if (value === undefined || value === null) return false
  if (Array.isArray(value)) return value.length > 0
  return !isJsonObject(value) || Object.keys(value).some((name) => isAssigned(value[name]))
}
