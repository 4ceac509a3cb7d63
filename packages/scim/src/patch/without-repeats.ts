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
  if (values.length < 2) return values
  const repeated = repeatedKeys(values, attribute, patching)
  if (repeated.size === 0) return values
  const keys = new Set([...touched].map((value) => patching.keyOf(value, attribute).text))
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = patching.keyOf(value, attribute).text
    if (!keys.has(key) || !repeated.has(key)) return true
    if (isJsonObject(value)) patching.spend(valueSteps(value))
    const text = isJsonObject(value) ? canonicalText(value) : key
    const isFirst = !seen.has(text)
    seen.add(text)
    return isFirst
  })
}

function repeatedKeys(values: readonly Json[], attribute: Attribute, patching: Patching): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const value of values) {
    const { text } = patching.keyOf(value, attribute)
    if (seen.has(text)) repeated.add(text)
    seen.add(text)
  }
  return repeated
}
