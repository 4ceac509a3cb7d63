import type { Filter } from '../filter/filter.js'
import type { Json, JsonObject } from '../resource/resource.js'
import { dateText } from '../schema/date-time.js'

/**
 * What a value must have to satisfy a filter of `eq` terms joined by `and`, such as `type eq "work" and primary eq true`;
 * undefined for any other filter, which says less about the value it looks for (D-01, D-02).
 */
export function equalTerms(filter: Filter): JsonObject | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq') {
    const { subAttribute } = filter.path
    if (!subAttribute || filter.value === null) return undefined
    const value: Json =
      subAttribute.type === 'dateTime' && typeof filter.value === 'number' ? dateText(filter.value) : filter.value
    return { [subAttribute.name]: value }
  }
  if (filter.kind !== 'logical' || filter.operator !== 'and') return undefined
  const terms = filter.operands.map(equalTerms)
  return terms.every((term) => term !== undefined) ? Object.assign(Object.create(null), ...terms) : undefined
}

/** How many comparisons a filter makes of one value. The parser has bounded it. */
export function sizeOf(filter: Filter): number {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return 1
    case 'not':
      return sizeOf(filter.operand)
    case 'valuePath':
      return sizeOf(filter.filter)
    case 'logical':
      return filter.operands.reduce((sum, operand) => sum + sizeOf(operand), 0)
  }
}
