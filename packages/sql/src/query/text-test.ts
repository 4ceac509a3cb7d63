import type { CompareOperator } from '@rollcall/scim'
import { cutText, indexedLength } from '../index-rows/index-value.js'
import { literal, type SqlText, sql } from '../sql-text.js'
import { always, atMost, type Condition, exactly } from './condition.js'

/** `ne` is never compared: it is the contrary of `eq` (D-17). */
export type PositiveOperator = Exclude<CompareOperator, 'ne'>

/** A column of texts in the order of their values. */
export interface TextColumn {
  readonly text: SqlText
  /** 1 where the text is the beginning of a longer one; undefined where the column keeps whole texts. */
  readonly isCut: SqlText | undefined
  /** False where it is known that no text is cut. */
  readonly mayBeCut: boolean
}

/** A column that keeps whole texts. */
export function wholeTexts(text: SqlText): TextColumn {
  return { text, isCut: undefined, mayBeCut: false }
}

/** Compares a column with a key. The index keeps 256 code points: what it cannot decide is narrowed. */
export function textTest(column: TextColumn, operator: PositiveOperator, key: string): Condition {
  const { text, isCut } = cutText(key)
  if (column.isCut === undefined) return exactly(wholeTest(column.text, operator, key))
  return isCut ? longTest(column, column.isCut, operator, text) : shortTest(column, column.isCut, operator, text)
}

/** The key is no longer than what the index keeps. */
function shortTest(column: TextColumn, cutFlag: SqlText, operator: PositiveOperator, key: string): Condition {
  const own = wholeTest(column.text, operator, key)
  switch (operator) {
    case 'eq':
      return exactly(sql`${own} AND ${cutFlag} = 0`)
    case 'sw':
    case 'ge':
    case 'lt':
      return exactly(own)
    // A cut text that looks equal to the key is longer, hence greater.
    case 'gt':
      return isFullLength(key) ? exactly(sql`(${own} OR (${column.text} = ${key} AND ${cutFlag} = 1))`) : exactly(own)
    case 'le':
      return isFullLength(key)
        ? exactly(sql`(${column.text} < ${key} OR (${column.text} = ${key} AND ${cutFlag} = 0))`)
        : exactly(own)
    case 'co':
    case 'ew':
      return column.mayBeCut ? atMost(sql`(${own} OR ${cutFlag} = 1)`) : exactly(own)
  }
}

function isFullLength(key: string): boolean {
  return Array.from(key).length === indexedLength
}

/** The key is longer: only what was cut can be equal to it, begin with it, contain it or end with it. */
function longTest(column: TextColumn, cutFlag: SqlText, operator: PositiveOperator, beginning: string): Condition {
  switch (operator) {
    case 'eq':
    case 'sw':
      return atMost(sql`${column.text} = ${beginning} AND ${cutFlag} = 1`)
    case 'co':
    case 'ew':
      return atMost(sql`${cutFlag} = 1`)
    case 'gt':
    case 'ge':
      return atMost(sql`${column.text} >= ${beginning}`)
    case 'lt':
    case 'le':
      return atMost(sql`${column.text} <= ${beginning}`)
  }
}

const orderOperators = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** Said alike on every database: the order of texts is that of their code points, their length is counted in them. */
function wholeTest(text: SqlText, operator: PositiveOperator, key: string): SqlText {
  switch (operator) {
    case 'eq':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return sql`${text} ${literal(orderOperators[operator])} ${key}`
    case 'sw':
      return startsWith(text, key)
    case 'co':
      return key === '' ? always.text : sql`replace(${text}, ${key}, '') <> ${text}`
    case 'ew': {
      const length = BigInt(Array.from(key).length)
      return sql`(length(${text}) >= ${length} AND substr(${text}, length(${text}) - ${length} + 1) = ${key})`
    }
  }
}

/** A range, so that an index serves it. */
function startsWith(text: SqlText, prefix: string): SqlText {
  const end = endOfPrefix(prefix)
  return end === undefined ? sql`${text} >= ${prefix}` : sql`(${text} >= ${prefix} AND ${text} < ${end})`
}

/** The first text after all that begin with the prefix; undefined where nothing comes after them. */
function endOfPrefix(prefix: string): string | undefined {
  const characters = Array.from(prefix)
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const code = last.codePointAt(0) ?? 0
    if (code < 0x10ffff) return characters.join('') + String.fromCodePoint(code + 1 === 0xd800 ? 0xe000 : code + 1)
  }
  return undefined
}
