import { canonicalText } from '../resource/canonical-text.js'
import { isJsonObject, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { mergeValue } from './change-value.js'
import { keyText, type ValueKey, valueKeyOf } from './value-key.js'

/** The values after an operation, and those among them that it has given. */
export interface ChangedValues {
  readonly values: readonly Json[]
  readonly touched: ReadonlySet<Json>
}

/**
 * Adds values to a list (RFC 7644 §3.5.2.1). What is there already is not added again; of a value with the same `value` and
 * `type` the given sub-attributes are taken over, since a pair of them should occur once (RFC 7643 §2.4).
 *
 * @throws ScimError mutability
 */
export function addValues(before: readonly Json[], added: readonly Json[], attribute: Attribute): ChangedValues {
  const values = [...before]
  const places = createPlaces()
  for (const [place, value] of values.entries()) places.note(valueKeyOf(value, attribute), place)
  const touched = new Set<Json>()
  for (const given of added) {
    const key = valueKeyOf(given, attribute)
    const place = places.find(key) ?? values.length
    const value = mergeInto(values[place], given, attribute)
    if (place === values.length) places.note(key, place)
    values[place] = value
    touched.add(value)
  }
  return { values, touched }
}

/** Where the values are, by key. Maps, because a comparison of each with each would take minutes for a long list. */
function createPlaces(): { note(key: ValueKey, place: number): void; find(key: ValueKey): number | undefined } {
  const byKey = new Map<string, number>()
  const byValue = new Map<string, number>()
  return {
    note(key, place) {
      if (!byKey.has(keyText(key))) byKey.set(keyText(key), place)
      if (!byValue.has(key.value)) byValue.set(key.value, place)
    },
    // A value that is named without its type is the first of that name.
    find: (key) => (key.type === undefined ? byValue.get(key.value) : byKey.get(keyText(key))),
  }
}

function mergeInto(existing: Json | undefined, given: Json, attribute: Attribute): Json {
  if (existing === undefined || !isJsonObject(existing) || !isJsonObject(given)) return existing ?? given
  const merged = mergeValue(existing, given, attribute)
  return canonicalText(merged) === canonicalText(existing) ? existing : merged
}
