import { printAttributePath, targetOf } from '../schema/attribute-path.js'
import { dateText } from '../schema/date-time.js'
import type { AttributeExpression, Filter } from './filter.js'

/**
 * The filter as text (RFC 7644 §3.4.2.2), which parses back to the same tree in every manner, unless it is longer than
 * the parser reads: URNs are written out.
 */
export function printFilter(filter: Filter): string {
  return print(filter, printAttributePath)
}

/** Inside brackets the attribute is not named again; the value of a simple one is called `value`. */
const printSubAttribute: PrintPath = (path) => path.subAttribute?.name ?? 'value'

type PrintPath = typeof printAttributePath

function print(filter: Filter, printPath: PrintPath): string {
  switch (filter.kind) {
    case 'compare':
      return `${printPath(filter.path)} ${filter.operator} ${printValue(filter)}`
    case 'present':
      return `${printPath(filter.path)} pr`
    case 'not':
      return `not (${print(filter.operand, printPath)})`
    case 'logical':
      return filter.operands.map((operand) => printOperand(operand, printPath)).join(` ${filter.operator} `)
    case 'valuePath':
      return `${printPath(filter.path)}[${print(filter.filter, printSubAttribute)}]`
  }
}

/** An "and" needs no parentheses inside an "or", and neither has an operand of its own kind. */
function printOperand(operand: Filter, printPath: PrintPath): string {
  const text = print(operand, printPath)
  return operand.kind === 'logical' && operand.operator === 'or' ? `(${text})` : text
}

function printValue({ path, value }: AttributeExpression): string {
  const isInstant = targetOf(path).type === 'dateTime' && typeof value === 'number'
  return JSON.stringify(isInstant ? dateText(value) : value)
}
