import type { Json } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import { parseDateTime } from '../schema/date-time.js'
import { comparisonKey } from './compare.js'

/** A stored value as it is compared: text as its key, a date as its instant; undefined for what is compared with nothing. */
export type Comparable = string | number | boolean | undefined

/** Reads values as they are compared, each text once, however many comparisons look at it. */
export function createComparableReader(): (attribute: Attribute, value: Json) => Comparable {
  let known: Map<string, Map<string, Comparable>> | undefined
  return (attribute, value) => {
    if (typeof value === 'number' || typeof value === 'boolean') return value
    if (typeof value !== 'string') return undefined
    const way = attribute.type === 'dateTime' ? 'instant' : attribute.comparison
    if (way === 'exact') return value
    known ??= new Map()
    const texts = known.get(way) ?? new Map<string, Comparable>()
    if (texts.size === 0) known.set(way, texts)
    if (!texts.has(value)) texts.set(value, way === 'instant' ? parseDateTime(value) : comparisonKey(attribute, value))
    return texts.get(value)
  }
}
