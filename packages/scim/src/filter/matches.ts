import type { Json, JsonObject } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import { type AttributePath, targetOf } from '../schema/attribute-path.js'
import { type Comparable, createComparableReader } from './comparable.js'
import { compareText, comparisonKey } from './compare.js'
import type { AttributeExpression, CompareOperator, Filter } from './filter.js'
import { createTextSearch } from './text-search.js'
import { isPresent, valuesAt, valuesIn } from './values-at.js'

/**
 * Whether a resource satisfies a filter (RFC 7644 §3.4.2.2): the meaning that every storage reproduces. The resource is a
 * plain view of it: names in the schema's case, extension attributes under their URN. Each text is folded once and
 * searched once, however many comparisons look at it.
 */
export function matches(filter: Filter, resource: JsonObject): boolean {
  return holds(
    filter,
    evaluationOf(filter, (path) => valuesAt(path, resource)),
  )
}

/** Whether one value of a multi-valued attribute satisfies a value filter, `[type eq "work"]`, whose paths name that attribute. */
export function matchesValue(valueFilter: Filter, value: Json): boolean {
  return holds(
    valueFilter,
    evaluationOf(valueFilter, () => [value]),
  )
}

/** What one evaluation of a filter reads, and what it knows already. */
interface Evaluation {
  /** The values of a path's attribute: all that the resource has, or the one that brackets look at. */
  readonly read: ReadValues
  /** What those values have at the path, as it is compared. */
  readonly readComparables: (path: AttributePath) => readonly Comparable[]
  readonly comparableOf: (attribute: Attribute, value: Json) => Comparable
  /** Whether a text contains a part. */
  readonly contains: (text: string, part: string) => boolean
}

type ReadValues = (path: AttributePath) => readonly Json[]

function evaluationOf(filter: Filter, read: ReadValues): Evaluation {
  const comparableOf = createComparableReader()
  return {
    read,
    readComparables: rememberByPath((path) => comparablesIn(path, read(path), comparableOf)),
    comparableOf,
    contains: createTextSearch(() => partsSoughtBy(filter)),
  }
}

/** The same, within brackets: what is known of texts stays known. */
function evaluationOfValue(value: Json, around: Evaluation): Evaluation {
  const values = [value]
  return {
    ...around,
    read: () => values,
    readComparables: (path) => comparablesIn(path, values, around.comparableOf),
  }
}

/** Paths are told apart by the attributes that they carry. */
function rememberByPath(read: Evaluation['readComparables']): Evaluation['readComparables'] {
  const known = new Map<Attribute, Map<Attribute | undefined, readonly Comparable[]>>()
  return (path) => {
    const ofAttribute = known.get(path.attribute) ?? new Map<Attribute | undefined, readonly Comparable[]>()
    if (ofAttribute.size === 0) known.set(path.attribute, ofAttribute)
    const comparables = ofAttribute.get(path.subAttribute) ?? read(path)
    ofAttribute.set(path.subAttribute, comparables)
    return comparables
  }
}

/** What the filter looks for inside texts. */
function partsSoughtBy(filter: Filter): readonly string[] {
  switch (filter.kind) {
    case 'compare':
      return filter.operator === 'co' && typeof filter.value === 'string'
        ? [comparisonKey(targetOf(filter.path), filter.value)]
        : []
    case 'present':
      return []
    case 'not':
      return partsSoughtBy(filter.operand)
    case 'logical':
      return filter.operands.flatMap(partsSoughtBy)
    case 'valuePath':
      return partsSoughtBy(filter.filter)
  }
}

function holds(filter: Filter, evaluation: Evaluation): boolean {
  switch (filter.kind) {
    case 'compare':
      return compares(filter, evaluation)
    case 'present':
      return hasValue(filter.path, evaluation)
    case 'not':
      return !holds(filter.operand, evaluation)
    case 'logical':
      return filter.operator === 'and'
        ? filter.operands.every((operand) => holds(operand, evaluation))
        : filter.operands.some((operand) => holds(operand, evaluation))
    case 'valuePath':
      return evaluation.read(filter.path).some((value) => holds(filter.filter, evaluationOfValue(value, evaluation)))
  }
}

function hasValue(path: AttributePath, { read }: Evaluation): boolean {
  return read(path).some((value) => valuesIn(path, value).some(isPresent))
}

/** Any value of a multi-valued attribute will do; `ne` is the contrary of `eq`, so that what is absent differs (D-17). */
function compares(expression: AttributeExpression, evaluation: Evaluation): boolean {
  const { path, operator, value } = expression
  if (value === null) return hasValue(path, evaluation) === (operator === 'ne')
  if (operator === 'ne') return !compares({ ...expression, operator: 'eq' }, evaluation)
  const { readComparables, comparableOf, contains } = evaluation
  const sought = comparableOf(targetOf(path), value)
  const test = tests[operator]
  return readComparables(path).some((own) => typeof own === typeof sought && test(own, sought, contains))
}

function comparablesIn(
  path: AttributePath,
  values: readonly Json[],
  comparableOf: Evaluation['comparableOf'],
): readonly Comparable[] {
  const attribute = targetOf(path)
  return values.flatMap((element) => comparedIn(path, element)).map((value) => comparableOf(attribute, value))
}

/** A value that does not say whether it is primary is not (RFC 7643 §2.4, D-11). */
function comparedIn(path: AttributePath, element: Json): readonly Json[] {
  const compared = valuesIn(path, element)
  const isPrimary = path.attribute.multiValued && path.subAttribute?.name === 'primary'
  return isPrimary && compared.length === 0 ? [false] : compared
}

type Test = (own: Comparable, other: Comparable, contains: Evaluation['contains']) => boolean

/** Both sides are of one type. */
const tests: Readonly<Record<CompareOperator, Test>> = {
  eq: (own, other) => own === other,
  ne: (own, other) => own !== other,
  co: (own, other, contains) => contains(String(own), String(other)),
  sw: (own, other) => String(own).startsWith(String(other)),
  ew: (own, other) => String(own).endsWith(String(other)),
  gt: (own, other) => orderOf(own, other) > 0,
  ge: (own, other) => orderOf(own, other) >= 0,
  lt: (own, other) => orderOf(own, other) < 0,
  le: (own, other) => orderOf(own, other) <= 0,
}

function orderOf(own: Comparable, other: Comparable): number {
  return typeof own === 'string' ? compareText(own, String(other)) : Number(own) - Number(other)
}
