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
 * That there is a row. LIMIT and OFFSET say nothing new, and keep it a test. SQLite 3.53 would turn it into a join, whose rows
 * it counts against an OFFSET: wrong pages. PostgreSQL, which takes no notice of the LIMIT alone, would turn it into a join too,
 * and begin with every row that passes, or walk both sides from the beginning of a tenant for a page of its middle.
 */
export function exists(rows: SqlText): SqlText {
  return sql`EXISTS (SELECT 1 FROM ${rows} LIMIT 1 OFFSET 0)`
}
