/**
 * Sends one PATCH to a user as an identity provider does, over a socket to the built server, and prints the calls that it made.
 * Run by `record-calls.ts`; one PATCH before it has loaded and prepared what is made once.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { createRollcall } from '@rollcall/server'
import { toNodeHandler } from '@rollcall/server/node'
import { startRecording, stopRecording } from './call-recorder.js'

const rollcall = await createRollcall({
  database: path.join(process.env.ROLLCALL_TEST_CALLS_FOLDER ?? '.', 'trace.db'),
})
await rollcall.tenants.create('gridco.example')
const { key } = await rollcall.tenants.issueKey('gridco.example')
const user = await rollcall.ofTenant('gridco.example').users.create({ userName: 'trinity@gridco.example' })

const server = createServer(toNodeHandler(rollcall)).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const { port } = server.address() as AddressInfo

await patch('Operator')
await setTimeout(200)
startRecording()
await patch('Navigator')
// What is done after the answer, such as the request log, is part of the request too.
await setTimeout(200)
process.stdout.write(JSON.stringify(stopRecording()))
server.closeAllConnections()
server.close()
await rollcall.close()

async function patch(title: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/scim/v2/Users/${user.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: title }],
    }),
  })
  if (!answer.ok) throw new Error(`PATCH answered ${answer.status}: ${await answer.text()}`)
  await answer.arrayBuffer()
}
