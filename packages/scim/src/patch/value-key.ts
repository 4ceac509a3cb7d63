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
}

/** The key of a value, text compared as the attribute says. */
export function valueKeyOf(value: Json, attribute: Attribute): ValueKey {
  if (!isJsonObject(value)) return { value: textKey(value, attribute), type: undefined }
  const own = findAttribute(attribute.subAttributes, 'value')
  if (!own || value.value === undefined) return { value: canonicalText(value), type: undefined }
  const type = findAttribute(attribute.subAttributes, 'type')
  return {
    value: textKey(value.value, own),
    type: type && value.type !== undefined ? textKey(value.type, type) : undefined,
  }
}

function textKey(value: Json, attribute: Attribute): string {
  return JSON.stringify(typeof value === 'string' ? comparisonKey(attribute, value) : value)
}

/** Both parts of a key as one text. */
export function keyText(key: ValueKey): string {
  return JSON.stringify([key.value, key.type])
}
