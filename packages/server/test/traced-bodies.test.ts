import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { openServer } from './open-server.js'

describe.each([true, false])('with bodies in the log: %s', (traceBodies) => {
  test('a body that is longer than is read is refused, though nobody said how long it is', async () => {
    const { entries, send, failures } = await openTraced(traceBodies)
    const outgoing = send('/Bulk')
    for (let chunk = 0; chunk < 17; chunk++) outgoing.write(Buffer.alloc(64 * 1024, 'x'))
    outgoing.end()
    const [incoming] = await once(outgoing, 'response')
    expect(incoming.statusCode).toBe(413)
    incoming.resume()
    await expect.poll(() => entries.map(({ status }) => status)).toEqual([413])
    expect(failures).toEqual([])
  })

  test('a client that goes away while it sends is logged as a bad request, and as no bug', async () => {
    const { entries, send, failures } = await openTraced(traceBodies)
    const outgoing = send('/Users')
    outgoing.on('error', () => {})
    outgoing.write('{"userName":')
    await new Promise((resolve) => setTimeout(resolve, 100))
    outgoing.destroy()
    await expect.poll(() => entries.map(({ status }) => status), { timeout: 5_000 }).toEqual([400])
    expect(failures).toEqual([])
  })
})

async function openTraced(traceBodies: boolean) {
  const entries: TraceEntry[] = []
  const { origin, organisation, failures } = await openServer({ trace: (entry) => entries.push(entry), traceBodies })
  const { key } = await organisation('a.example')
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
  const send = (path: string) => httpRequest(`${origin}/scim/v2${path}`, { method: 'POST', headers, agent: false })
  return { entries, send, failures }
}
