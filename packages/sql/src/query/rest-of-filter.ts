import type { AttributeExpression, Filter } from '@rollcall/scim'
import type { Driver } from './driver.js'

/** What is left to be tested of a filter where its driver decides a part of it; undefined where nothing is. */
export function restOfFilter(filter: Filter, driver: Driver | undefined): Filter | undefined {
  const [leaf] = driver?.looksUp ?? []
  return driver?.decides && leaf ? without(filter, leaf) : filter
}

/** What every match must satisfy is taken out; an alternative stays. */
function without(filter: Filter, leaf: AttributeExpression): Filter | undefined {
  switch (filter.kind) {
    case 'compare':
      return filter === leaf ? undefined : filter
    case 'valuePath':
      return filter.filter === leaf ? undefined : filter
    case 'logical': {
      if (filter.operator === 'or') return filter
      const operands = filter.operands.flatMap((operand) => without(operand, leaf) ?? [])
      const [only] = operands
      return operands.length < 2 ? only : { ...filter, operands }
    }
    case 'present':
    case 'not':
      return filter
  }
}
