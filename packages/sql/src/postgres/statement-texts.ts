/** A statement as PostgreSQL takes it, and the name under which a connection keeps it prepared. */
export interface StatementText {
  readonly text: string
  /** Undefined for a text that was seen once: what clients filter by has any number of forms. */
  readonly name: string | undefined
}

/** How many texts are remembered. */
const rememberedLimit = 1000

/** Turns `?` into `$1`, `$2`, … once for each text. */
export function createStatementTexts(): (sql: string) => StatementText {
  const remembered = new Map<string, StatementText>()
  let named = 0
  return (sql) => {
    const known = remembered.get(sql)
    const found = known ?? { text: numbered(sql), name: undefined }
    const next = known && known.name === undefined ? { ...known, name: `rollcall_${++named}` } : found
    // Moved to the end: the first of the map is the one not used for longest.
    remembered.delete(sql)
    remembered.set(sql, next)
    if (remembered.size > rememberedLimit)
      for (const oldest of [...remembered.keys()].slice(0, 1)) remembered.delete(oldest)
    return next
  }
}

function numbered(sql: string): string {
  let number = 0
  return sql.replaceAll('?', () => `$${++number}`)
}
