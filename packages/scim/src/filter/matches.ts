import type { Json } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import { type AttributePath, targetOf } from '../schema/attribute-path.js'
import { type Comparable, comparableOf, type KnownTexts } from './comparable.js'
import { compareText, comparisonKey } from './compare.js'
import type { AttributeExpression, CompareOperator, CompareValue, Filter } from './filter.js'
import { createTextSearch } from './text-search.js'
import { isPresent, valuesAt, valuesIn } from './values-at.js'

/**
 * Whether a resource satisfies a filter (RFC 7644 §3.4.2.2): the meaning that every storage reproduces. The resource is any
 * object whose own members are as JSON has them: names in the schema's case, extension attributes under their URN, a dateTime
 * as text. What is long is folded once and searched once, however many comparisons look at it.
 */
export function matches(filter: Filter, resource: object): boolean {
  return holds(filter, { read: (path) => valuesAt(path, resource), known: { filter, texts: {} } })
}

/** Whether one value of a multi-valued attribute satisfies a value filter, `[type eq "work"]`, whose paths name that attribute. */
export function matchesValue(valueFilter: Filter, value: Json): boolean {
  return holds(valueFilter, evaluationOfValue(value, { filter: valueFilter, texts: {} }))
}

/** What one evaluation of a filter reads, and what it knows already. */
interface Evaluation {
  /** The values of a path's attribute: all that the resource has, or the one that brackets look at. */
  readonly read: (path: AttributePath) => readonly Json[]
  readonly known: Known
}

/** Each part is made when it is first of use: most filters are short, and so are most lists and texts. */
interface Known {
  readonly filter: Filter
  readonly texts: KnownTexts
  /** By the attributes that a path carries, what its values are compared as. */
  lists?: Map<Attribute, Map<Attribute | undefined, readonly Comparable[]>>
  /** Whether a text contains a part. */
  contains?: (text: string, part: string) => boolean
}

/** An evaluation within brackets: what is known of texts stays known. */
function evaluationOfValue(value: Json, known: Known): Evaluation {
  const values = [value]
  return { read: () => values, known }
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
    case 'valuePath': {
      const values = evaluation.read(filter.path)
      return values.some((value) => holds(filter.filter, evaluationOfValue(value, evaluation.known)))
    }
  }
}

function hasValue(path: AttributePath, { read }: Evaluation): boolean {
  return read(path).some((value) => valuesIn(path, value).some(isPresent))
}

/** Any value of a multi-valued attribute will do; `ne` is the contrary of `eq`, so that what is absent differs (D-17). */
function compares({ path, operator, value }: AttributeExpression, evaluation: Evaluation): boolean {
  if (value === null) return hasValue(path, evaluation) === (operator === 'ne')
  if (operator === 'ne') return !comparesAny({ path, operator: 'eq', value }, evaluation)
  return comparesAny({ path, operator, value }, evaluation)
}

/** A comparison that some value may satisfy. */
interface Comparison {
  readonly path: AttributePath
  readonly operator: keyof typeof tests
  readonly value: NonNullable<CompareValue>
}

function comparesAny(comparison: Comparison, { read, known }: Evaluation): boolean {
  const { path, operator, value } = comparison
  const values = read(path)
  if (values.length <= shortList) {
    for (const element of values) {
      for (const own of comparedIn(path, element)) if (comparesOne(own, comparison, known)) return true
    }
    return false
  }
  const sought = comparableOf(targetOf(path), value, known.texts)
  return comparablesIn(path, values, known).some((own) => passes(own, operator, sought, known))
}

/** Values of a short list are read again sooner than found again. */
const shortList = 16

function comparesOne(own: Json, { path, operator, value }: Comparison, known: Known): boolean {
  // What is spelled alike is equal, whatever the attribute says of case.
  if (operator === 'eq' && own === value) return true
  const attribute = targetOf(path)
  return passes(comparableOf(attribute, own, known.texts), operator, comparableOf(attribute, value, known.texts), known)
}

/** Only what is of one type is compared. */
function passes(own: Comparable, operator: Comparison['operator'], sought: Comparable, known: Known): boolean {
  return typeof own === typeof sought && tests[operator](own, sought, known)
}

/** Of a long list, which is read once. Brackets look at one value at a time: theirs are never known. */
function comparablesIn(path: AttributePath, values: readonly Json[], known: Known): readonly Comparable[] {
  const attribute = targetOf(path)
  known.lists ??= new Map()
  const lists = known.lists.get(path.attribute) ?? new Map<Attribute | undefined, readonly Comparable[]>()
  if (lists.size === 0) known.lists.set(path.attribute, lists)
  const list = lists.get(path.subAttribute)
  if (list) return list
  const compared = values.flatMap((element) => comparedIn(path, element))
  const comparables = compared.map((value) => comparableOf(attribute, value, known.texts))
  lists.set(path.subAttribute, comparables)
  return comparables
}

/** A value that does not say whether it is primary is not (RFC 7643 §2.4, D-11). */
function comparedIn(path: AttributePath, element: Json): readonly Json[] {
  const compared = valuesIn(path, element)
  const isPrimary = path.attribute.multiValued && path.subAttribute?.name === 'primary'
  return isPrimary && compared.length === 0 ? [false] : compared
}

type Test = (own: Comparable, other: Comparable, known: Known) => boolean

/** Both sides are of one type. */
const tests: Readonly<Record<Exclude<CompareOperator, 'ne'>, Test>> = {
  eq: (own, other) => own === other,
  co: (own, other, known) => contains(String(own), String(other), known),
  sw: (own, other) => String(own).startsWith(String(other)),
  ew: (own, other) => String(own).endsWith(String(other)),
  gt: (own, other) => orderOf(own, other) > 0,
  ge: (own, other) => orderOf(own, other) >= 0,
  lt: (own, other) => orderOf(own, other) < 0,
  le: (own, other) => orderOf(own, other) <= 0,
}

function contains(text: string, part: string, known: Known): boolean {
  known.contains ??= createTextSearch(() => partsSoughtBy(known.filter))
  return known.contains(text, part)
}

function orderOf(own: Comparable, other: Comparable): number {
  return typeof own === 'string' ? compareText(own, String(other)) : Number(own) - Number(other)
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
