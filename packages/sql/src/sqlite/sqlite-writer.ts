import { Worker } from 'node:worker_threads'
import { type Applied, DatabaseBusy, ReferenceBroken, type Statement, UnexpectedCount } from '../sql-database.js'
import type { WriteAnswer, WriteMessage } from './write-message.js'

/** The main thread's end of the writer thread. */
export interface SqliteWriter {
  write(statements: readonly Statement[]): Promise<readonly Applied[]>
  /** Finishes what was sent, then ends the thread. */
  close(): Promise<void>
}

/** Starts the thread at the first write, and again after one that ended: its waiting writes fail, later ones do not. */
export function createWriter(path: string): SqliteWriter {
  let thread: WriterThread | undefined
  let closed = false
  return {
    async write(statements) {
      if (closed) throw new Error('the database is closed')
      if (!thread?.alive()) thread = startThread(path)
      return thread.write(statements)
    },
    async close() {
      closed = true
      await thread?.close()
    },
  }
}

interface WriterThread extends SqliteWriter {
  alive(): boolean
}

interface Waiting {
  resolve(results: readonly Applied[]): void
  reject(error: Error): void
}

function startThread(path: string): WriterThread {
  // A built file: Node 20 runs no TypeScript in a thread.
  const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: { path } })
  const waiting = new Map<number, Waiting>()
  let next = 0
  let ended: Error | undefined

  function end(error: Error): void {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }

  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      end(new Error(`the writer thread ended with code ${code}; it is not known whether the write was applied`))
      resolve()
    })
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('message', (answer: WriteAnswer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // An idle thread keeps no process alive; one with something to answer does.
    if (waiting.size === 0) worker.unref()
    if (one) settle(one, answer)
  })
  worker.unref()

  return {
    alive: () => ended === undefined,
    write(statements) {
      return new Promise((resolve, reject) => {
        const message: WriteMessage = { id: next++, statements }
        worker.ref()
        waiting.set(message.id, { resolve, reject })
        worker.postMessage(message)
      })
    },
    async close() {
      if (ended) return
      worker.ref()
      worker.postMessage('close')
      await exited
    },
  }
}

function settle(one: Waiting, answer: WriteAnswer): void {
  if (answer.kind === 'applied') one.resolve(answer.results)
  else one.reject(errorOf(answer))
}

function errorOf(answer: Exclude<WriteAnswer, { readonly kind: 'applied' }>): Error {
  switch (answer.kind) {
    case 'unexpectedCount':
      return new UnexpectedCount(answer.index, answer.count)
    case 'referenceBroken':
      return new ReferenceBroken('a row points at one that does not exist')
    case 'busy':
      return new DatabaseBusy('another process holds the database')
    case 'failed':
      return new Error(answer.message)
  }
}
