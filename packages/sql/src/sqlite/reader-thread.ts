import { parentPort, workerData } from 'node:worker_threads'
import type { Statement } from '../sql-database.js'
import { failureOf } from './failure-message.js'
import { placeOf } from './place-of.js'
import type { ReadAnswer, ReadMessage } from './read-message.js'
import { openConnection, type SqliteConnection } from './sqlite-connection.js'

/** The body of a reader thread: one snapshot after the other, each begun by its first read. */
const port = parentPort
if (!port) throw new Error('this module is the body of a worker thread')

const place = placeOf(workerData)
/** Opened by the first read: where it cannot be, the read is told why. */
let connection: SqliteConnection | undefined

port.on('message', (message: ReadMessage) => {
  switch (message.kind) {
    case 'read':
      port.postMessage(answerOf(message.statement))
      return
    case 'end':
      if (connection?.inTransaction()) connection.exec('COMMIT')
      return
    case 'close':
      connection?.close()
      port.close()
  }
})

function answerOf(statement: Statement): ReadAnswer {
  try {
    connection ??= openConnection(place)
    if (!connection.inTransaction()) connection.exec('BEGIN')
    return { kind: 'rows', table: connection.readTable(statement) }
  } catch (error) {
    return failureOf(error)
  }
}
