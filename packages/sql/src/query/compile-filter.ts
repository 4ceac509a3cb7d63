import type { AttributePath, Filter } from '@rollcall/scim'
import { isIndexed } from '../index-rows/indexed-attributes.js'
import { literal } from '../sql-text.js'
import { type Condition, combined, exists, negated, undecided } from './condition.js'
import type { FilterContext } from './filter-context.js'
import { keptApartCondition, keptApartOf } from './kept-apart-condition.js'
import { elementRows, leafCondition } from './leaf-condition.js'

/**
 * A filter as a condition over index rows (RFC 7644 §3.4.2.2). Its size grows with the filter's, never faster: negations
 * move down to what is compared, and nothing is multiplied out.
 */
export function compileFilter(filter: Filter, context: FilterContext): Condition {
  return conditionOf(filter, context, false)
}

function conditionOf(filter: Filter, context: FilterContext, isNegated: boolean): Condition {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return isNegated ? negated(leafCondition(filter, context)) : leafCondition(filter, context)
    case 'not':
      return conditionOf(filter.operand, context, !isNegated)
    case 'logical':
      return combined(
        (filter.operator === 'and') === isNegated ? 'or' : 'and',
        filter.operands.map((operand) => conditionOf(operand, context, isNegated)),
      )
    case 'valuePath': {
      const condition = elementCondition(filter.path, filter.filter, context)
      return isNegated ? negated(condition) : condition
    }
  }
}

/** One value of the attribute satisfies the whole filter: each value has a row under the attribute's bare name. */
function elementCondition(path: AttributePath, filter: Filter, context: FilterContext): Condition {
  // Brackets do not nest.
  if (context.element) return undecided
  if (keptApartOf(context.type, path)) return keptApartCondition({ kind: 'valuePath', path, filter }, context)
  if (!isIndexed(context.indexes, path)) return undecided
  const inner = conditionOf(filter, { ...context, element: literal('e.element') }, false)
  return { text: exists(elementRows(path, context.viewer, inner.text)), isExact: inner.isExact }
}
