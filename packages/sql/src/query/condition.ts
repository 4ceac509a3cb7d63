import { joinSql, literal, type SqlText, sql } from '../sql-text.js'

/** A filter as SQL: `text` holds wherever the filter does; where `isExact`, nowhere else. */
export interface Condition {
  readonly text: SqlText
  readonly isExact: boolean
}

/** Holds always, and says so. */
export const always: Condition = { text: literal('1 = 1'), isExact: true }

/** Holds never. */
export const never: Condition = { text: literal('1 = 0'), isExact: true }

/** Says nothing: the documents must be looked at. */
export const undecided: Condition = { text: literal('1 = 1'), isExact: false }

/** A condition that decides. */
export function exactly(text: SqlText): Condition {
  return { text, isExact: true }
}

/** A condition that narrows. */
export function atMost(text: SqlText): Condition {
  return { text, isExact: false }
}

/** The contrary. Where a condition only narrows, its contrary says nothing. */
export function negated(condition: Condition): Condition {
  if (!condition.isExact) return undecided
  if (condition === always) return never
  if (condition === never) return always
  return exactly(sql`NOT (${condition.text})`)
}

/** All of them, or any of them. */
export function combined(operator: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const text = sql`(${joinSql(
    conditions.map((condition) => condition.text),
    operator === 'and' ? ' AND ' : ' OR ',
  )})`
  return { text, isExact: conditions.every(({ isExact }) => isExact) }
}

/**
 * That there is a row. The LIMIT says nothing new, and keeps SQLite from turning the test into a join: 3.53 then counts
 * every row of it against an OFFSET, and gives wrong pages.
 */
export function exists(rows: SqlText): SqlText {
  return sql`EXISTS (SELECT 1 FROM ${rows} LIMIT 1)`
}
