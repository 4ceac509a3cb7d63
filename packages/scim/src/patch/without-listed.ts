import type { Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { Patching } from './patching.js'

/**
 * The values that a list does not name (D-05): by `value`, and by `type` where the list says one.
 *
 * @throws ScimError tooMany
 */
export function withoutListed(
  values: readonly Json[],
  listed: readonly Json[],
  attribute: Attribute,
  patching: Patching,
): readonly Json[] {
  const keys = listed.map((value) => patching.keyOf(value, attribute))
  const ofAnyType = new Set(keys.filter(({ type }) => type === undefined).map(({ value }) => value))
  const ofOneType = new Set(keys.filter(({ type }) => type !== undefined).map(({ text }) => text))
  return values.filter((value) => {
    const key = patching.keyOf(value, attribute)
    return !ofAnyType.has(key.value) && !ofOneType.has(key.text)
  })
}
