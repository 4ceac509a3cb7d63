import type { AttributeExpression, Filter, PresenceExpression } from '../filter/filter.js'
import type { Json, JsonObject } from '../resource/resource.js'
import { dateText } from '../schema/date-time.js'

/**
 * What a value must have to satisfy a filter of `eq` terms joined by `and`, such as `type eq "work" and primary eq true`;
 * undefined for any other filter, which says less about the value it looks for (D-01, D-02). Terms may contradict each other.
 */
export function equalTerms(filter: Filter): JsonObject | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq') {
    const { subAttribute } = filter.path
    if (!subAttribute || filter.value === null) return undefined
    const value: Json =
      subAttribute.type === 'dateTime' && typeof filter.value === 'number' ? dateText(filter.value) : filter.value
    return { [subAttribute.name]: subAttribute.multiValued ? [value] : value }
  }
  if (filter.kind !== 'logical' || filter.operator !== 'and') return undefined
  const terms = filter.operands.map(equalTerms)
  return terms.every((term) => term !== undefined) ? Object.assign(Object.create(null), ...terms) : undefined
}

/** What a filter says of single values, whatever joins it. */
export function expressionsIn(filter: Filter): readonly (AttributeExpression | PresenceExpression)[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return [filter]
    case 'not':
      return expressionsIn(filter.operand)
    case 'valuePath':
      return expressionsIn(filter.filter)
    case 'logical':
      return filter.operands.flatMap(expressionsIn)
  }
}
