/** Rollcall on a database that is there already, in a process of its own, as it would run. */
import { createServer } from 'node:http'
import process from 'node:process'
import { createRollcall } from '@rollcall/server'
import { stopServer, toNodeHandler } from '@rollcall/server/node'
import { tellUsage } from '../server-process.js'

const [database = ''] = process.argv.slice(2)
const rollcall = await createRollcall({ database })
const server = createServer(toNodeHandler(rollcall))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
tellUsage()
process.on('SIGTERM', async () => {
  await stopServer(server, 1000)
  await rollcall.close()
  process.exit(0)
})
