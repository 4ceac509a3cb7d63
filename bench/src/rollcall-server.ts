/** Rollcall on a fresh SQLite file with as many users as asked for, in a process of its own, as it would run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createRollcall } from '@rollcall/server'
import { toNodeHandler } from '@rollcall/server/node'

const people = Number(process.argv[2] ?? '1000')
const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'))
const rollcall = await createRollcall({
  database: join(folder, 'bench.db'),
  roles: { member: { display: 'Member', allows: ['use'] } },
})
await rollcall.tenants.create('bench.example')
const { key } = await rollcall.tenants.issueKey('bench.example')
const { users } = rollcall.ofTenant('bench.example')

const departments = ['Grid', 'Plant', 'Office', 'Field']
let id = ''
for (let from = 0; from < people; from += 50) {
  const batch = Array.from({ length: Math.min(50, people - from) }, (_, n) => from + n)
  const made = await Promise.all(batch.map((n) => users.create(personOf(n))))
  id = made.at(-1)?.id ?? id
}

const server = createServer(toNodeHandler(rollcall))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port, key, id })
})
process.on('SIGTERM', async () => {
  server.close()
  await rollcall.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})

function personOf(n: number) {
  return {
    userName: `user-${n}@bench.example`,
    name: { givenName: `Given${n}`, familyName: `Family${n % 500}` },
    displayName: `Given${n} Family${n % 500}`,
    emails: [{ value: `user-${n}@bench.example`, type: 'work', primary: true }],
    title: `Title ${n % 40}`,
    active: n % 10 !== 0,
    roles: [{ value: 'member' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: departments[n % 4] ?? 'Grid' },
  }
}
