import { parentPort, workerData } from 'node:worker_threads'
import type { Statement } from '../sql-database.js'
import { pathOf } from './path-of.js'
import type { ReadAnswer, ReadMessage } from './read-message.js'
import { isBusy, openConnection } from './sqlite-connection.js'

/** The body of a reader thread: one snapshot after the other, each begun by its first read. */
const port = parentPort
if (!port) throw new Error('this module is the body of a worker thread')

const connection = openConnection(pathOf(workerData))

port.on('message', (message: ReadMessage) => {
  switch (message.kind) {
    case 'read':
      port.postMessage(answerOf(message.statement))
      return
    case 'end':
      if (connection.inTransaction()) connection.exec('COMMIT')
      return
    case 'close':
      connection.close()
      port.close()
  }
})

function answerOf(statement: Statement): ReadAnswer {
  try {
    if (!connection.inTransaction()) connection.exec('BEGIN')
    return { kind: 'rows', rows: connection.read(statement) }
  } catch (error) {
    return isBusy(error) ? { kind: 'busy' } : { kind: 'failed', message: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
