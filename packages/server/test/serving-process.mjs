// Serves a database in a process of its own, for tests that ask what it costs: node serving-process.mjs <path or URL>.
// Tells its port, then its memory whenever it is asked: bytes now, and the most there ever were.
import { createServer } from 'node:http'
import process from 'node:process'
import { createRollcall } from '@rollcall/server'
import { toNodeHandler } from '@rollcall/server/node'

const rollcall = await createRollcall({ database: process.argv[2] })
const server = createServer(toNodeHandler(rollcall))
server.listen(0, '127.0.0.1', () => process.send(server.address().port))

process.on('message', () => {
  process.send({ now: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 })
})

process.on('disconnect', async () => {
  server.closeAllConnections()
  await rollcall.close()
  process.exit()
})
