import { printable } from '../request-log/hide-values.js'

/** A row of a table: column titles to what stands there. */
export type TableRow = Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>

/** Rows as a table for people: a column is as wide as its longest value, up to a limit, and nothing in it moves the cursor. */
export function printTable(rows: readonly TableRow[], empty: string, widest = 60): string {
  const [first] = rows
  if (!first) return `${empty}\n`
  const titles = Object.keys(first)
  const cells = rows.map((row) => titles.map((title) => cellOf(row[title], widest)))
  const widths = titles.map((title, column) => Math.max(width(title), ...cells.map((row) => width(row[column] ?? ''))))
  const lines = [titles, widths.map((size) => '─'.repeat(size)), ...cells]
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => pad(cell, widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function cellOf(value: TableRow[string], widest: number): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  const points = [...printable(text)]
  return points.length > widest ? `${points.slice(0, widest - 1).join('')}…` : points.join('')
}

function width(text: string): number {
  return [...text].length
}

function pad(text: string, size: number): string {
  return text + ' '.repeat(size - width(text))
}
