import { comparisonKey } from '../filter/compare.js'
import { canonicalText } from '../resource/canonical-text.js'
import { isJsonObject, type Json } from '../resource/resource.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'

/**
 * What makes a value of a multi-valued attribute the one it is: its `value`, and its `type` where it has one (RFC 7643 §2.4);
 * without a `value`, all of it.
 */
export interface ValueKey {
  readonly value: string
  /** Undefined where the value says none. */
  readonly type: string | undefined
  /** Both in one. */
  readonly text: string
}

/** The key of a value, text compared as the attribute says. */
export function valueKeyOf(value: Json, attribute: Attribute): ValueKey {
  if (!isJsonObject(value)) return keyOf(textKey(value, attribute), undefined)
  const own = findAttribute(attribute.subAttributes, 'value')
  if (!own || value.value === undefined) return keyOf(canonicalText(value), undefined)
  const type = findAttribute(attribute.subAttributes, 'type')
  return keyOf(textKey(value.value, own), type && value.type !== undefined ? textKey(value.type, type) : undefined)
}

/** The length tells where the type ends, whatever it holds. */
function keyOf(value: string, type: string | undefined): ValueKey {
  return { value, type, text: type === undefined ? ` ${value}` : `${type.length} ${type}${value}` }
}

/** No JSON but that of a string begins with a quote. */
function textKey(value: Json, attribute: Attribute): string {
  return typeof value === 'string' ? `"${comparisonKey(attribute, value)}` : JSON.stringify(value)
}
