/** Rollcall on a fresh SQLite file with as many users as asked for, in a process of its own, as it would run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createRollcall } from '@rollcall/server'
import { toNodeHandler } from '@rollcall/server/node'
import { createBenchData } from './bench-data.js'
import { tellUsage } from './server-process.js'

const people = Number(process.argv[2] ?? '1000')
const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
const database = join(folder, 'bench.db')
const rollcall = await createRollcall({ database, roles: { member: { display: 'Member', allows: ['use'] } } })
const data = await createBenchData(rollcall, people)

const server = createServer(toNodeHandler(rollcall))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port, database, ...data })
})
tellUsage()
process.on('SIGTERM', async () => {
  server.close()
  await rollcall.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
