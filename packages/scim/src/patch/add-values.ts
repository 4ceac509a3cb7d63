import { canonicalText } from '../resource/canonical-text.js'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { mergeValue } from './change-value.js'
import type { Patching } from './patching.js'
import { stepsOf, valueSteps } from './steps.js'
import type { ValueKey } from './value-key.js'

/** The values after an operation, and those among them that it has given. */
export interface ChangedValues {
  readonly values: readonly Json[]
  readonly touched: ReadonlySet<Json>
}

/**
 * Adds values to a list (RFC 7644 §3.5.2.1). What is there already is not added again; of a value with the same `value` and
 * `type` the given sub-attributes are taken over, since a pair of them should occur once (RFC 7643 §2.4). Where one of the two
 * does not say its type, they are the same.
 *
 * @throws ScimError mutability, tooMany
 */
export function addValues(
  before: readonly Json[],
  added: readonly Json[],
  attribute: Attribute,
  patching: Patching,
): ChangedValues {
  const values = [...before]
  const places = createPlaces()
  values.forEach((value, place) => {
    places.note(patching.keyOf(value, attribute), place)
  })
  const touched = new Set<Json>()
  for (const given of added) {
    const place = places.find(patching.keyOf(given, attribute)) ?? values.length
    const value = mergeInto(values[place], given, attribute, patching)
    places.note(patching.keyOf(value, attribute), place)
    values[place] = value
    touched.add(value)
  }
  return { values, touched }
}

/** Where the values are, by key. Maps, because a comparison of each with each would take minutes for a long list. */
function createPlaces(): { note(key: ValueKey, place: number): void; find(key: ValueKey): number | undefined } {
  const byValue = new Map<string, number>()
  const ofOneType = new Map<string, number>()
  const ofNoType = new Map<string, number>()
  return {
    note(key, place) {
      noteFirst(byValue, key.value, place)
      if (key.type === undefined) return noteFirst(ofNoType, key.value, place)
      noteFirst(ofOneType, key.text, place)
      // A value that had no type has one now.
      if (ofNoType.get(key.value) === place) ofNoType.delete(key.value)
    },
    // A value that is named without its type is the first of that name.
    find: (key) =>
      key.type === undefined ? byValue.get(key.value) : (ofOneType.get(key.text) ?? ofNoType.get(key.value)),
  }
}

function noteFirst(places: Map<string, number>, key: string, place: number): void {
  if (!places.has(key)) places.set(key, place)
}

function mergeInto(existing: Json | undefined, given: Json, attribute: Attribute, patching: Patching): Json {
  if (existing === undefined || !isJsonObject(existing) || !isJsonObject(given)) return existing ?? given
  if (says(existing, given, patching)) return existing
  patching.spend(stepsOf.part * attribute.subAttributes.length)
  return mergeValue(existing, given, attribute)
}

/** Whether a value says already all that another one says. */
function says(existing: JsonObject, given: JsonObject, patching: Patching): boolean {
  return Object.entries(given).every(([name, part]) => {
    const own = existing[name]
    if (own === part || part === undefined) return true
    if (own === undefined || own === null || typeof own !== 'object') return false
    patching.spend(valueSteps(own))
    return canonicalText(own) === canonicalText(part)
  })
}
