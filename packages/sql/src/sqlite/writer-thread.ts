import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { applyWrites } from './apply-writes.js'
import { pathOf } from './path-of.js'
import { openConnection } from './sqlite-connection.js'
import type { WriteMessage } from './write-message.js'

/** The body of the writer thread: it takes the writes that are waiting, applies them together and answers each. */
const port = parentPort
if (!port) throw new Error('this module is the body of a worker thread')

/** Short transactions let other processes in between. */
const writesATransaction = 128

const connection = openConnection(pathOf(workerData))

port.on('message', (first: WriteMessage | 'close') => {
  const writes: WriteMessage[] = []
  let message: WriteMessage | 'close' | undefined = first
  while (message !== undefined && message !== 'close') {
    writes.push(message)
    message = writes.length < writesATransaction ? receiveMessageOnPort(port)?.message : undefined
  }
  if (writes.length > 0) for (const answer of applyWrites(connection, writes)) port.postMessage(answer)
  if (message === 'close') {
    connection.close()
    port.close()
  }
})
