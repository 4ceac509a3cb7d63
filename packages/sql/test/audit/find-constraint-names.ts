/** The lines of a source that read the name of a constraint from an error: a cluster leaves it out, or adds to it. */
export function findConstraintNames(source: string): readonly string[] {
  return source.split('\n').filter((line) => readings.some((reading) => reading.test(line)))
}

const readings: readonly RegExp[] = [
  // error.constraint · error?.constraint · error['constraint']
  /\.\s*constraint\b/,
  /\[\s*['"`]constraint['"`]\s*\]/,
  // const { code, constraint } = error · 'constraint' in error
  /[{,]\s*constraint\s*(?:[:,=}]|$)/,
  /['"`]constraint['"`]\s+in\b/,
  // It stands in the message, too: duplicate key value violates unique constraint "…"
  /\bmessage\b.*(?:_pkey|_fkey|_key\b)/,
]
