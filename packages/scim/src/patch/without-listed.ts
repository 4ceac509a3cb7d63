import type { Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { keyText, valueKeyOf } from './value-key.js'

/** The values that a list does not name (D-05): by `value`, and by `type` where the list says one. */
export function withoutListed(values: readonly Json[], listed: readonly Json[], attribute: Attribute): readonly Json[] {
  const keys = listed.map((value) => valueKeyOf(value, attribute))
  const ofAnyType = new Set(keys.filter(({ type }) => type === undefined).map(({ value }) => value))
  const ofOneType = new Set(keys.filter(({ type }) => type !== undefined).map(keyText))
  return values.filter((value) => {
    const key = valueKeyOf(value, attribute)
    return !ofAnyType.has(key.value) && !ofOneType.has(keyText(key))
  })
}
