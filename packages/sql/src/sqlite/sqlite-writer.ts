import { Worker } from 'node:worker_threads'
import { type Applied, ReferenceBroken, type Statement, UnexpectedCount } from '../sql-database.js'
import { errorOfFailure } from './failure-message.js'
import type { SqlitePlace } from './sqlite-connection.js'
import type { WriteAnswer, WriteMessage } from './write-message.js'

/** The main thread's end of the writer thread. */
export interface SqliteWriter {
  write(statements: readonly Statement[]): Promise<readonly Applied[]>
  /** Finishes what was sent, then ends the thread. */
  close(): Promise<void>
}

/** Starts the thread at the first write, and again after one that ended: its waiting writes fail, later ones do not. */
export function createWriter(place: SqlitePlace): SqliteWriter {
  let thread: WriterThread | undefined
  let closed = false
  return {
    async write(statements) {
      if (closed) throw new Error('the database is closed')
      if (!thread?.alive()) thread = startThread(place)
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

function startThread(place: SqlitePlace): WriterThread {
  // A built file: Node 20 runs no TypeScript in a thread.
  const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: place })
  const waiting = createWaitingWrites()
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      waiting.failAll(
        new Error(`the writer thread ended with code ${code}: whether the write was applied is not known`),
      )
      resolve()
    })
  })
  worker.on('error', (error) => waiting.failAll(error instanceof Error ? error : new Error(String(error))))
  worker.on('message', (answer: WriteAnswer) => {
    // An idle thread keeps no process alive; one with something to answer does.
    if (waiting.settle(answer) === 0) worker.unref()
  })
  worker.unref()

  return {
    alive: () => !waiting.haveFailed(),
    write: (statements) =>
      waiting.add((id) => {
        worker.ref()
        worker.postMessage({ id, statements } satisfies WriteMessage)
      }),
    async close() {
      if (waiting.haveFailed()) return
      worker.ref()
      worker.postMessage('close')
      await exited
    },
  }
}

/** The writes that a thread has not answered yet. */
interface WaitingWrites {
  add(send: (id: number) => void): Promise<readonly Applied[]>
  /** Answers how many go on waiting. */
  settle(answer: WriteAnswer): number
  failAll(error: Error): void
  haveFailed(): boolean
}

interface Waiting {
  resolve(results: readonly Applied[]): void
  reject(error: Error): void
}

function createWaitingWrites(): WaitingWrites {
  const waiting = new Map<number, Waiting>()
  let next = 0
  let failure: Error | undefined
  return {
    add(send) {
      return new Promise((resolve, reject) => {
        const id = next++
        waiting.set(id, { resolve, reject })
        send(id)
      })
    },
    settle(answer) {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.kind === 'applied') one?.resolve(answer.results)
      else one?.reject(errorOf(answer))
      return waiting.size
    },
    failAll(error) {
      failure ??= error
      for (const { reject } of waiting.values()) reject(failure)
      waiting.clear()
    },
    haveFailed: () => failure !== undefined,
  }
}

function errorOf(answer: Exclude<WriteAnswer, { readonly kind: 'applied' }>): Error {
  switch (answer.kind) {
    case 'unexpectedCount':
      return new UnexpectedCount(answer.index, answer.count)
    case 'referenceBroken':
      return new ReferenceBroken('a row points at one that does not exist')
    case 'busy':
    case 'full':
    case 'unavailable':
    case 'failed':
      return errorOfFailure(answer)
  }
}
