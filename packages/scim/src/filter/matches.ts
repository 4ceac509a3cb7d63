import type { Json, JsonObject } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import { type AttributePath, targetOf } from '../schema/attribute-path.js'
import { parseDateTime } from '../schema/date-time.js'
import { compareText, comparisonKey } from './compare.js'
import type { AttributeExpression, CompareOperator, CompareValue, Filter } from './filter.js'
import { isPresent, valuesAt, valuesIn } from './values-at.js'

/**
 * Whether a resource satisfies a filter (RFC 7644 §3.4.2.2): the meaning that every storage reproduces. The resource is a
 * plain view of it: names in the schema's case, extension attributes under their URN.
 */
export function matches(filter: Filter, resource: JsonObject): boolean {
  return holds(filter, (path) => valuesAt(path, resource))
}

/** Whether one value of a multi-valued attribute satisfies a value filter, `[type eq "work"]`, whose paths name that attribute. */
export function matchesValue(valueFilter: Filter, value: Json): boolean {
  return holds(valueFilter, () => [value])
}

/** Reads the values of a path's attribute: all that the resource has, or the one that brackets look at. */
type ReadValues = (path: AttributePath) => readonly Json[]

function holds(filter: Filter, read: ReadValues): boolean {
  switch (filter.kind) {
    case 'compare':
      return compares(filter, read(filter.path))
    case 'present':
      return hasValue(filter.path, read(filter.path))
    case 'not':
      return !holds(filter.operand, read)
    case 'logical':
      return filter.operator === 'and'
        ? filter.operands.every((operand) => holds(operand, read))
        : filter.operands.some((operand) => holds(operand, read))
    case 'valuePath':
      return read(filter.path).some((value) => matchesValue(filter.filter, value))
  }
}

function hasValue(path: AttributePath, values: readonly Json[]): boolean {
  return values.some((value) => valuesIn(path, value).some(isPresent))
}

/** Any value of a multi-valued attribute will do; `ne` is the contrary of `eq`, so that what is absent differs (D-17). */
function compares(expression: AttributeExpression, values: readonly Json[]): boolean {
  const { path, operator, value } = expression
  if (value === null) return hasValue(path, values) === (operator === 'ne')
  if (operator === 'ne') return !compares({ ...expression, operator: 'eq' }, values)
  const test = testOf(targetOf(path), operator, value)
  return values.some((element) => comparedIn(path, element).some(test))
}

/** A value that does not say whether it is primary is not (RFC 7643 §2.4, D-11). */
function comparedIn(path: AttributePath, element: Json): readonly Json[] {
  const compared = valuesIn(path, element)
  const isPrimary = path.attribute.multiValued && path.subAttribute?.name === 'primary'
  return isPrimary && compared.length === 0 ? [false] : compared
}

function testOf(attribute: Attribute, operator: CompareOperator, value: string | number | boolean) {
  const compared = typeof value === 'string' ? comparisonKey(attribute, value) : value
  return (candidate: Json): boolean => {
    const own = comparableOf(attribute, candidate)
    return typeof own === typeof compared && tests[operator](own, compared)
  }
}

/** A stored value as it is compared: text as its key, a date as its instant. */
function comparableOf(attribute: Attribute, value: Json): CompareValue | undefined {
  if (typeof value === 'string') {
    return attribute.type === 'dateTime' ? parseDateTime(value) : comparisonKey(attribute, value)
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

type Test = (own: CompareValue | undefined, other: CompareValue) => boolean

/** Both sides are of one type. */
const tests: Readonly<Record<CompareOperator, Test>> = {
  eq: (own, other) => own === other,
  ne: (own, other) => own !== other,
  co: (own, other) => String(own).includes(String(other)),
  sw: (own, other) => String(own).startsWith(String(other)),
  ew: (own, other) => String(own).endsWith(String(other)),
  gt: (own, other) => orderOf(own, other) > 0,
  ge: (own, other) => orderOf(own, other) >= 0,
  lt: (own, other) => orderOf(own, other) < 0,
  le: (own, other) => orderOf(own, other) <= 0,
}

function orderOf(own: CompareValue | undefined, other: CompareValue): number {
  return typeof own === 'string' ? compareText(own, String(other)) : Number(own) - Number(other)
}
