import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { applyWrites } from './apply-writes.js'
import { failureOf } from './failure-message.js'
import { placeOf } from './place-of.js'
import { openConnection, type SqliteConnection } from './sqlite-connection.js'
import type { WriteAnswer, WriteMessage } from './write-message.js'

/** The body of the writer thread: it takes the writes that are waiting, applies them together and answers each. */
const port = parentPort
if (!port) throw new Error('this module is the body of a worker thread')

/** Short transactions let other processes in between. */
const writesATransaction = 128

const place = placeOf(workerData)
/** Opened by the first write: where it cannot be, the writes are told why. */
let connection: SqliteConnection | undefined

port.on('message', (first: WriteMessage | 'close') => {
  const writes: WriteMessage[] = []
  let message: WriteMessage | 'close' | undefined = first
  while (message !== undefined && message !== 'close') {
    writes.push(message)
    message = writes.length < writesATransaction ? receiveMessageOnPort(port)?.message : undefined
  }
  for (const answer of answersTo(writes)) port.postMessage(answer)
  if (message === 'close') {
    connection?.close()
    port.close()
  }
})

function answersTo(writes: readonly WriteMessage[]): readonly WriteAnswer[] {
  if (writes.length === 0) return []
  try {
    connection ??= openConnection(place)
    return applyWrites(connection, writes)
  } catch (error) {
    return writes.map(({ id }) => ({ id, ...failureOf(error) }))
  }
}
