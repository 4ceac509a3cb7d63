import { openConnection, type SqliteConnection, type SqlitePlace } from './sqlite-connection.js'

/** Connections for reads that must see one state; each serves one such read at a time. */
export interface SnapshotPool {
  use<T>(work: (connection: SqliteConnection) => Promise<T>): Promise<T>
  close(): void
}

/** How many snapshots are open at once; the others wait. */
const poolLimit = 8

/** Opens connections as they are needed, and keeps them. */
export function createSnapshotPool(place: SqlitePlace): SnapshotPool {
  const idle: SqliteConnection[] = []
  const waiting: ((connection: SqliteConnection) => void)[] = []
  let opened = 0
  let closed = false

  function acquire(): SqliteConnection | Promise<SqliteConnection> {
    if (closed) throw new Error('the database is closed')
    const free = idle.pop()
    if (free) return free
    if (opened >= poolLimit) return new Promise((resolve) => waiting.push(resolve))
    const made = openConnection(place)
    opened += 1
    return made
  }

  function release(connection: SqliteConnection): void {
    const next = waiting.shift()
    if (next) next(connection)
    else if (closed) connection.close()
    else idle.push(connection)
  }

  return {
    async use(work) {
      const connection = await acquire()
      try {
        connection.exec('BEGIN')
        return await work(connection)
      } finally {
        try {
          if (connection.inTransaction()) connection.exec('COMMIT')
        } finally {
          release(connection)
        }
      }
    },
    close() {
      closed = true
      for (const connection of idle.splice(0)) connection.close()
    },
  }
}
