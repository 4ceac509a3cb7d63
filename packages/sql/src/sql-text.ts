import type { Bound } from './bind-value.js'
import { requireStorable } from './bind-value.js'

/** A piece of SQL with what it binds, in the order of its placeholders: pieces nest, and a whole one is a statement. */
export interface SqlText {
  readonly sql: string
  readonly parameters: readonly Bound[]
}

/**
 * SQL as a template: a nested piece is put in its place, everything else is bound.
 *
 * @example sql`SELECT r.id FROM resources r WHERE r.tenant_id = ${tenant} AND ${condition}`
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlText | Bound)[]): SqlText {
  const parameters: Bound[] = []
  let text = strings[0] ?? ''
  for (const [index, value] of values.entries()) {
    if (typeof value === 'object' && value !== null) {
      text += value.sql
      parameters.push(...value.parameters)
    } else {
      text += '?'
      parameters.push(typeof value === 'string' ? requireStorable(value) : value)
    }
    text += strings[index + 1] ?? ''
  }
  return { sql: text, parameters }
}

/** SQL of our own that binds nothing: a name, an operator. Never what a client sent. */
export function literal(text: string): SqlText {
  return { sql: text, parameters: [] }
}

/** Pieces with a separator between them. */
export function joinSql(pieces: readonly SqlText[], separator: string): SqlText {
  return {
    sql: pieces.map((piece) => piece.sql).join(separator),
    parameters: pieces.flatMap((piece) => piece.parameters),
  }
}

/** The rows of a VALUES list, or of an IN list: `(?, ?), (?, ?)`. */
export function rowsOf(rows: readonly (readonly Bound[])[]): SqlText {
  return joinSql(
    rows.map(
      (row) =>
        sql`(${joinSql(
          row.map((value) => sql`${value}`),
          ', ',
        )})`,
    ),
    ', ',
  )
}

/** `(?, ?, …)`, padded so that few different statements serve every length. */
export function listOf(values: readonly string[]): SqlText {
  return sql`(${joinSql(
    padded(values).map((value) => sql`${value}`),
    ', ',
  )})`
}

/** Repeats the last one up to the next usual length: harmless in an IN list, and in an insert that skips what is there. */
export function padded<Item>(items: readonly Item[]): readonly Item[] {
  const length = lengths.find((usual) => usual >= items.length) ?? items.length
  return items.length === 0
    ? items
    : [...items, ...items.slice(-1).flatMap((last) => repeat(last, length - items.length))]
}

/** How many ids or rows one statement takes at most. */
export const chunkLength = 512

const lengths = [1, 2, 4, 8, 16, 32, 64, 128, 256, chunkLength]

/** Cuts a list into pieces that one statement takes. */
export function chunksOf<Item>(items: readonly Item[], length = chunkLength): readonly (readonly Item[])[] {
  const chunks: (readonly Item[])[] = []
  for (let from = 0; from < items.length; from += length) chunks.push(items.slice(from, from + length))
  return chunks
}

function repeat<Item>(item: Item, times: number): readonly Item[] {
  return Array.from({ length: times }, () => item)
}
