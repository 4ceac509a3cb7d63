import { canonicalText } from '../resource/canonical-text.js'
import { isJsonObject, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { Patching } from './patching.js'
import { valueSteps } from './steps.js'

/**
 * The values without those that an operation has made equal to another one: each value occurs once (RFC 7643 §2.4).
 *
 * @throws ScimError tooMany
 */
export function withoutRepeats(
  values: readonly Json[],
  touched: ReadonlySet<Json>,
  attribute: Attribute,
  patching: Patching,
): readonly Json[] {
  const keys = new Set([...touched].map((value) => patching.keyOf(value, attribute).text))
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = patching.keyOf(value, attribute).text
    if (!keys.has(key)) return true
    if (isJsonObject(value)) patching.spend(valueSteps(value))
    const text = isJsonObject(value) ? canonicalText(value) : key
    const isFirst = !seen.has(text)
    seen.add(text)
    return isFirst
  })
}
