import type { Bound } from './bind-value.js'
import { requireStorable } from './bind-value.js'

/** A piece of SQL with what it binds, in the order of its placeholders: pieces nest, and a whole one is a statement. */
export interface SqlText {
  readonly sql: string
  readonly parameters: readonly Bound[]
  /** As in `Statement`. A whole of which a piece says so says so too. */
  readonly isPlannedAnew?: true
}

/**
 * SQL as a template: a nested piece is put in its place, everything else is bound. A limit is bound within a CAST: SQLite
 * looks at the value of a bare `LIMIT ?` when it plans, and prepares the statement anew each time it is bound.
 *
 * @example sql`SELECT r.id FROM resources r WHERE r.tenant_id = ${tenant} AND ${condition}`
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlText | Bound)[]): SqlText {
  const parameters: Bound[] = []
  let isAnew = false
  for (const value of values) {
    if (isBound(value)) parameters.push(storable(value))
    else {
      for (const bound of value.parameters) parameters.push(bound)
      isAnew ||= value.isPlannedAnew === true
    }
  }
  const text = textOf(strings, values)
  return isAnew ? { sql: text, parameters, isPlannedAnew: true } : { sql: text, parameters }
}

function isBound(value: SqlText | Bound): value is Bound {
  return typeof value !== 'object' || value === null
}

/**
 * The text of a template with its pieces in their places. The last one is kept: a template is mostly given the same pieces
 * again, and the same string is found among prepared statements without being read.
 */
function textOf(strings: TemplateStringsArray, values: readonly (SqlText | Bound)[]): string {
  const last = lastTexts.get(strings)
  if (last?.pieces.every((piece, index) => piece === pieceOf(values[index]))) return last.text
  const pieces = values.map(pieceOf)
  const text = strings.reduce((before, after, index) => `${before}${pieces[index - 1]}${after}`)
  lastTexts.set(strings, { pieces, text })
  return text
}

function pieceOf(value: SqlText | Bound | undefined): string {
  return value === undefined || isBound(value) ? '?' : value.sql
}

const lastTexts = new WeakMap<TemplateStringsArray, { readonly pieces: readonly string[]; readonly text: string }>()

/** SQL of our own that binds nothing: a name, an operator. Never what a client sent. */
export function literal(text: string): SqlText {
  return { sql: text, parameters: [] }
}

/** The same, to be planned for what it binds each time. */
export function plannedAnew({ sql, parameters }: SqlText): SqlText {
  return { sql, parameters, isPlannedAnew: true }
}

/** Pieces with a separator between them. */
export function joinSql(pieces: readonly SqlText[], separator: string): SqlText {
  const parameters: Bound[] = []
  for (const piece of pieces) for (const bound of piece.parameters) parameters.push(bound)
  const text = { sql: pieces.map((piece) => piece.sql).join(separator), parameters }
  return pieces.some(({ isPlannedAnew }) => isPlannedAnew) ? plannedAnew(text) : text
}

/** The rows of a VALUES list, or of an IN list: `(?, ?), (?, ?)`. In one go, since a person has two hundred values in them. */
export function rowsOf(rows: readonly (readonly Bound[])[]): SqlText {
  const parameters: Bound[] = []
  for (const row of rows) for (const value of row) parameters.push(storable(value))
  return { sql: rows.map(({ length }) => listText(length)).join(', '), parameters }
}

function storable(value: Bound): Bound {
  return typeof value === 'string' ? requireStorable(value) : value
}

/** `(?, ?, …)` */
function listText(length: number): string {
  return length === 0 ? '()' : `(?${', ?'.repeat(length - 1)})`
}

/**
 * `(?, ?, …)`, padded so that few different statements serve every length. Whether several keys are looked up one by one, or
 * everything that an index has of the tenant is compared with them, depends on how much the tenant has.
 */
export function listOf(values: readonly string[]): SqlText {
  const items = padded(values)
  const list = { sql: lists.get(items.length) ?? listText(items.length), parameters: items.map(storable) }
  return values.length > 1 ? plannedAnew(list) : list
}

/** Repeats the last one up to the next usual length: harmless in an IN list, and in an insert that skips what is there. */
export function padded<Item>(items: readonly Item[]): readonly Item[] {
  const length = lengths.find((usual) => usual >= items.length) ?? items.length
  if (items.length === 0 || items.length === length) return items
  return [...items, ...items.slice(-1).flatMap((last) => repeat(last, length - items.length))]
}

/** How many ids or rows one statement takes at most. */
export const chunkLength = 512

const lengths = [1, 2, 4, 8, 16, 32, 64, 128, 256, chunkLength]
const lists: ReadonlyMap<number, string> = new Map(lengths.map((length) => [length, listText(length)]))

/** Cuts a list into pieces that one statement takes. */
export function chunksOf<Item>(items: readonly Item[], length = chunkLength): readonly (readonly Item[])[] {
  const chunks: (readonly Item[])[] = []
  for (let from = 0; from < items.length; from += length) chunks.push(items.slice(from, from + length))
  return chunks
}

function repeat<Item>(item: Item, times: number): readonly Item[] {
  return Array.from({ length: times }, () => item)
}
