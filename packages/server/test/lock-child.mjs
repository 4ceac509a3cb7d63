// Asks for the lock of each file that it is sent, and tells whether it was let in. What it got it keeps until it is sent the next.
import process from 'node:process'
import { lockImport } from '../dist/import/lock-import.js'

let letGo = async () => {}

process.on('message', async (file) => {
  await letGo()
  letGo = async () => {}
  try {
    letGo = await lockImport(file)
    process.send('let in')
  } catch (error) {
    process.send(error.message)
  }
})
