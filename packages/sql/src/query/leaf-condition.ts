import type { AttributeExpression, AttributePath, PresenceExpression } from '@rollcall/scim'
import { keyOfText } from '../index-rows/fold-text.js'
import { booleanText, instantText, numberText } from '../index-rows/index-value.js'
import { indexedName, isIndexed } from '../index-rows/indexed-attributes.js'
import { literal, type SqlText, sql } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'
import { commonCondition } from './common-condition.js'
import { type Condition, exactly, exists, negated, undecided } from './condition.js'
import type { FilterContext } from './filter-context.js'
import { keptApartCondition, keptApartOf } from './kept-apart-condition.js'
import { type PositiveOperator, textTest } from './text-test.js'

/** A comparison or a presence test, wherever the values are kept. */
export function leafCondition(leaf: AttributeExpression | PresenceExpression, context: FilterContext): Condition {
  if (leaf.kind === 'compare') {
    // `eq null` is "has no value", `ne` the contrary of `eq` (D-22, D-17).
    if (leaf.value === null) {
      const present = leafCondition({ kind: 'present', path: leaf.path }, context)
      return leaf.operator === 'ne' ? present : negated(present)
    }
    if (leaf.operator === 'ne') return negated(leafCondition({ ...leaf, operator: 'eq' }, context))
  }
  const { path } = leaf
  if (path.schema.id === '' && path.attribute.name !== 'schemas') return commonCondition(leaf, context)
  if (keptApartOf(context.type, path)) return keptApartCondition(leaf, context)
  return leaf.kind === 'present' ? presence(path, context) : comparison(leaf, path, context)
}

/** A value that is not empty; a complex one has a row of its own, empty when nothing is in it (D-18). */
function presence(path: AttributePath, context: FilterContext): Condition {
  if (!isIndexed(context.indexes, path)) return undecided
  return exactly(rowExists(path, context, { text: sql`v.value <> ''`, isEquality: false }))
}

function comparison(leaf: AttributeExpression, path: AttributePath, context: FilterContext): Condition {
  const key = comparedKey(leaf)
  const { operator } = leaf
  if (key === undefined || operator === 'ne' || !isIndexed(context.indexes, path)) return undecided
  if (isPrimary(path) && operator === 'eq') return primaryCondition(path, context, key === booleanText(true))
  const test = textTest(indexColumn(path, context), operator, key)
  return { text: rowExists(path, context, { text: test.text, isEquality: operator === 'eq' }), isExact: test.isExact }
}

/** The index rows' column of values, under the alias `v`. */
export function indexColumn(path: AttributePath, { cutAttributes }: FilterContext) {
  return { text: literal('v.value'), isCut: literal('v.is_cut'), mayBeCut: cutAttributes.has(indexedName(path)) }
}

function isPrimary({ attribute, subAttribute }: AttributePath): boolean {
  return attribute.multiValued && subAttribute?.name === 'primary' && subAttribute.type === 'boolean'
}

/** A value that does not say whether it is primary is not (D-11). */
function primaryCondition(path: AttributePath, context: FilterContext, wanted: boolean): Condition {
  const primaryRow = (element: SqlText | undefined) =>
    rowExists(path, { ...context, element }, equals(booleanText(true)))
  if (wanted) return exactly(primaryRow(context.element))
  if (context.element) return exactly(sql`NOT ${primaryRow(context.element)}`)
  return exactly(exists(elementRows(path, context.viewer, sql`NOT ${primaryRow(literal('e.element'))}`)))
}

/** The values of an attribute of `r` that pass a test, each a row under the alias `e`. */
export function elementRows(path: AttributePath, { tenant }: Viewer, test: SqlText): SqlText {
  const name = indexedName({ ...path, subAttribute: undefined })
  return sql`attribute_values e WHERE e.tenant_id = ${tenant} AND e.resource_id = r.id
    AND e.attribute = ${name} AND e.missing = 0 AND ${test}`
}

/** A test of an index row, and whether it demands one value. */
interface RowTest {
  readonly text: SqlText
  readonly isEquality: boolean
}

function equals(key: string): RowTest {
  return { text: sql`v.value = ${key}`, isEquality: true }
}

/**
 * That the resource has such a row. One value is found by the key of the table; for anything else the rows of the resource
 * are looked at, and the type, which they share, is left out: with it SQLite would walk the whole attribute each time.
 */
function rowExists(path: AttributePath, context: FilterContext, { text, isEquality }: RowTest): SqlText {
  const { viewer, type, element } = context
  const sameType = isEquality ? sql` AND v.type = ${type.name}` : literal('')
  const sameElement = element ? sql` AND v.element = ${element}` : literal('')
  return exists(sql`attribute_values v WHERE v.tenant_id = ${viewer.tenant}${sameType} AND v.resource_id = r.id
    AND v.attribute = ${indexedName(path)} AND v.missing = 0${sameElement} AND ${text}`)
}

/** What is compared with, as the index keeps it; undefined where the comparison does not fit the attribute. */
export function comparedKey({ path, operator, value }: AttributeExpression): string | undefined {
  const attribute = path.subAttribute ?? path.attribute
  switch (attribute.type) {
    case 'string':
    case 'reference':
    case 'binary':
      return typeof value === 'string' ? keyOfText(attribute, value) : undefined
    case 'boolean':
      return typeof value === 'boolean' && operator === 'eq' ? booleanText(value) : undefined
    case 'integer':
    case 'decimal':
      return typeof value === 'number' && isOrder(operator) ? numberText(value) : undefined
    case 'dateTime':
      return typeof value === 'number' && isOrder(operator) ? instantText(value) : undefined
    case 'complex':
      return undefined
  }
}

function isOrder(operator: AttributeExpression['operator']): operator is PositiveOperator {
  return operator !== 'co' && operator !== 'sw' && operator !== 'ew'
}
