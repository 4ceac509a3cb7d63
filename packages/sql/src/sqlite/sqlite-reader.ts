import { Worker } from 'node:worker_threads'
import type { Applied, Statement } from '../sql-database.js'
import { errorOfFailure } from './failure-message.js'
import type { ReadAnswer, ReadMessage } from './read-message.js'
import { namedRows } from './row-table.js'
import type { SqlitePlace } from './sqlite-connection.js'

/** The main thread's end of a reader thread: it serves one snapshot at a time. */
export interface SqliteReader {
  /** The first read begins a snapshot. */
  read(statement: Statement): Promise<Applied['rows']>
  /** Ends the snapshot. */
  end(): void
  /** False after its thread has ended by itself. */
  alive(): boolean
  close(): Promise<void>
}

interface Waiting {
  resolve(rows: Applied['rows']): void
  reject(error: Error): void
}

/** Starts a reader thread. While nobody waits for it, it keeps no process alive. */
export function startReader(place: SqlitePlace): SqliteReader {
  // A built file: Node 20 runs no TypeScript in a thread.
  const worker = new Worker(new URL('./reader-thread.js', import.meta.url), { workerData: place })
  const waiting: Waiting[] = []
  let failure: Error | undefined
  const fail = (error: Error) => {
    failure ??= error
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      fail(new Error(`the reader thread ended with code ${code}`))
      resolve()
    })
  })
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))))
  worker.on('message', (answer: ReadAnswer) => {
    settle(waiting.shift(), answer)
    if (waiting.length === 0) worker.unref()
  })
  worker.unref()
  const send = (message: ReadMessage) => worker.postMessage(message)
  return {
    alive: () => failure === undefined,
    read: (statement) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        waiting.push({ resolve, reject })
        worker.ref()
        send({ kind: 'read', statement: { sql: statement.sql, parameters: statement.parameters } })
      }),
    end: () => send({ kind: 'end' }),
    async close() {
      if (failure) return
      worker.ref()
      send({ kind: 'close' })
      await exited
    },
  }
}

function settle(waiting: Waiting | undefined, answer: ReadAnswer): void {
  if (answer.kind === 'rows') waiting?.resolve(namedRows(answer.table))
  else waiting?.reject(errorOfFailure(answer))
}
