import { DatabaseBusy } from '../sql-database.js'
import type { SqlitePlace } from './sqlite-connection.js'
import { type SqliteReader, startReader } from './sqlite-reader.js'

/** Threads for reads that would hold up every request; each serves one snapshot at a time. */
export interface ReaderPool {
  use<T>(work: (reader: SqliteReader) => Promise<T>): Promise<T>
  /** Waits for the snapshots that are under way; those that wait for a thread fail. */
  close(): Promise<void>
}

/** How many snapshots run at once: beside them there must be time left for the requests. */
const threadLimit = 2

/** How many may wait: whoever comes then is told to come again, and nothing piles up. */
const waitingLimit = 64

interface Waiting {
  resolve(reader: SqliteReader): void
  reject(error: Error): void
}

/** Starts threads as they are needed, and keeps them. */
export function createReaderPool(place: SqlitePlace): ReaderPool {
  const idle: SqliteReader[] = []
  const running = new Set<Promise<unknown>>()
  const waiting: Waiting[] = []
  let busy = 0
  let closed = false

  function acquire(): Promise<SqliteReader> {
    if (closed) return Promise.reject(new Error('the database is closed'))
    if (busy < threadLimit) {
      busy += 1
      return Promise.resolve(takeIdle())
    }
    if (waiting.length >= waitingLimit) return Promise.reject(new DatabaseBusy('too many wide reads wait'))
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  function takeIdle(): SqliteReader {
    const reader = idle.pop()
    return reader?.alive() ? reader : startReader(place)
  }

  function release(reader: SqliteReader): void {
    if (reader.alive()) {
      reader.end()
      idle.push(reader)
    }
    const next = waiting.shift()
    if (next) next.resolve(takeIdle())
    else busy -= 1
  }

  async function run<T>(work: (reader: SqliteReader) => Promise<T>): Promise<T> {
    const reader = await acquire()
    try {
      return await work(reader)
    } finally {
      release(reader)
    }
  }

  return {
    async use(work) {
      const result = run(work)
      running.add(result)
      return result.finally(() => running.delete(result))
    },
    async close() {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new Error('the database is closed'))
      await Promise.allSettled(running)
      await Promise.all(idle.splice(0).map((reader) => reader.close()))
    },
  }
}
