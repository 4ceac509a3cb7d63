import { openConnection } from '../sqlite/sqlite-connection.js'

/** Holds a SQLite file as another process does that is in the middle of a write, until what it gives is called. */
export function holdFile(path: string): () => void {
  const connection = openConnection({ path, busyTimeoutMs: 5_000 })
  connection.exec('BEGIN IMMEDIATE')
  return () => {
    connection.exec('ROLLBACK')
    connection.close()
  }
}
