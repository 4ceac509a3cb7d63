import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { toNodeHandler } from '../src/node.js'
import { serve } from '../src/serve.js'
import { addCrowd } from './add-crowd.js'
import { openRollcall, organisation, userBody } from './open-rollcall.js'
import { exchange, openServer } from './open-server.js'

const megabyte = 1_000_000

test('issue 9: a group of 100,000 is answered whole, and the peak of the memory rises by less than 30 MB', async () => {
  const { rollcall, file } = await openRollcall()
  const { client, key } = await organisation(rollcall, 'a.example')
  const [large, usual] = [await addCrowd(rollcall, client, 100_000), await addCrowd(rollcall, client, 1_000)]
  await rollcall.close()
  const { origin, memory } = await startServing(file)
  const get = (target: string) =>
    exchange(`${origin}/scim/v2${target}`, { headers: { authorization: `Bearer ${key}` } })
  // A process that has just begun grows with whatever it does.
  for (let n = 0; n < 60; n++) await get(usual)
  const before = await memory()
  const { status, headers, body } = await get(large)
  const after = await memory()
  expect([status, headers.etag, body.members.length]).toEqual([200, 'W/"1"', 100_000])
  expect(new Set(body.members.map(({ value }: { readonly value: string }) => value)).size).toBe(100_000)
  expect((after.peak - before.now) / megabyte).toBeLessThan(30)
}, 60_000)

/** A server in another process, which tells its memory. */
async function startServing(database: string) {
  const child = fork(path.join(import.meta.dirname, 'serving-process.mjs'), [database])
  onTestFinished(async () => {
    child.disconnect()
    await once(child, 'exit')
  })
  const [port] = await once(child, 'message')
  return {
    origin: `http://127.0.0.1:${port}`,
    async memory(): Promise<{ readonly now: number; readonly peak: number }> {
      child.send('memory')
      const [told] = await once(child, 'message')
      return told as { readonly now: number; readonly peak: number }
    },
  }
}

/** So long that no socket takes it in advance. */
const size = 20_000
const longName = 'x'.repeat(1000)

describe('while a client does not read on', () => {
  test('the rest is not read either, and others are answered', async () => {
    const { begin, client, entries } = await openCrowded()
    const incoming = await begin()
    expect((await client('POST', '/Users', { body: userBody('another') })).status).toBe(201)
    // What is on its way would have come by now.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(entries.map(({ method }) => method)).toEqual(['POST'])
    expect(JSON.parse(await text(incoming)).members).toHaveLength(size)
    await expect.poll(() => entries.at(-1)).toMatchObject({ method: 'GET', status: 200, detail: undefined })
  })

  test('and goes away, nothing more is read, and the log says so', async () => {
    const { begin, client, entries, failures } = await openCrowded()
    const incoming = await begin()
    incoming.destroy()
    await expect.poll(() => entries.at(-1)?.detail).toContain('The client went away')
    expect(entries.at(-1)).toMatchObject({ method: 'GET', status: 200 })
    expect(Number(entries.at(-1)?.detail?.match(/\d+/)?.[0])).toBeLessThan(16 * megabyte)
    expect((await client('GET', '/Users?count=1')).status).toBe(200)
    expect(failures).toEqual([])
  })

  test('and the group is deleted, the connection is cut off: a short answer would look whole', async () => {
    const { begin, client, entries, failures, group } = await openCrowded()
    const incoming = await begin()
    expect((await client('DELETE', group)).status).toBe(204)
    await expect(text(incoming)).rejects.toThrow('aborted')
    expect(incoming.complete).toBe(false)
    await expect.poll(() => entries.at(-1)).toMatchObject({ method: 'GET', status: 404 })
    expect(entries.at(-1)?.detail).toMatch(/^The answer broke off after \d+ characters: Group '.+' does not exist\.$/)
    expect(failures).toEqual([])
  })

  test('and the rest cannot be read, the connection is cut off, the log says so, and all goes on', async () => {
    const { begin, client, entries, failures, rollcall, group } = await openCrowded()
    const incoming = await begin()
    await rollcall.database.write([{ sql: 'ALTER TABLE edges RENAME TO edges_away' }])
    await expect(text(incoming)).rejects.toThrow('aborted')
    expect(incoming.complete).toBe(false)
    await expect.poll(() => entries.at(-1)).toMatchObject({ method: 'GET', status: 500 })
    expect(entries.at(-1)?.detail).toMatch(/^The answer broke off after \d+ characters\.$/)
    expect(failures).toHaveLength(1)
    await rollcall.database.write([{ sql: 'ALTER TABLE edges_away RENAME TO edges' }])
    expect((await client('GET', group)).body.members).toHaveLength(size)
  })
})

/** A server with a large group, and a client that has the head of the answer and reads no further by itself. */
async function openCrowded() {
  const entries: TraceEntry[] = []
  const opened = await openServer({ trace: (entry) => entries.push(entry) })
  const { client, key } = await opened.organisation('a.example')
  const group = await addCrowd(opened.rollcall, client, size, longName)
  await expect.poll(() => entries.length).toBe(2)
  entries.length = 0
  return { ...opened, client, entries, group, begin: () => begin(opened.origin, key, group) }
}

async function begin(
  origin: string,
  key: string,
  target: string,
  agent: Agent | false = false,
): Promise<IncomingMessage> {
  const outgoing = httpRequest(`${origin}/scim/v2${target}`, {
    agent,
    headers: { authorization: `Bearer ${key}` },
  })
  const [incoming] = await once(outgoing.end(), 'response')
  expect(incoming).toMatchObject({ statusCode: 200, headers: { 'transfer-encoding': 'chunked', etag: 'W/"1"' } })
  return incoming
}

test('a server that is stopped finishes the answer first', async () => {
  const { rollcall, key, group } = await openCrowd()
  const server = await serve(rollcall, { host: '127.0.0.1', port: 0 })
  const incoming = await begin(server.origin, key, group)
  let isClosed = false
  const closed = server.close().then(() => {
    isClosed = true
  })
  await expect(exchange(`${server.origin}/healthz`, { agent: false })).rejects.toThrow()
  expect(isClosed).toBe(false)
  expect(JSON.parse(await text(incoming)).members).toHaveLength(size)
  await closed
})

test('a client that takes nothing of a long answer is cut off in the end, and the log says so', async () => {
  const { rollcall, key, group, entries } = await openCrowd()
  const server = await serve(rollcall, { host: '127.0.0.1', port: 0, unreadTimeoutMs: 200 })
  onTestFinished(() => server.close())
  const incoming = await begin(server.origin, key, group)
  await expect.poll(() => entries.at(-1)?.detail, { timeout: 10_000 }).toContain('The client went away')
  await expect(text(incoming)).rejects.toThrow('aborted')
})

test('one that takes it slowly gets all of it, and its connection is as it was', async () => {
  const { rollcall, key, group } = await openCrowd()
  const server = await serve(rollcall, { host: '127.0.0.1', port: 0, unreadTimeoutMs: 1000 })
  onTestFinished(() => server.close())
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const incoming = await begin(server.origin, key, group, agent)
  let body = ''
  let taken = 0
  for await (const part of incoming.setEncoding('utf8')) {
    body += part
    if (body.length < taken + megabyte) continue
    taken = body.length
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(JSON.parse(body).members).toHaveLength(size)
  const headers = { authorization: `Bearer ${key}` }
  const { status } = await exchange(`${server.origin}/scim/v2/Users?count=1`, { agent, headers })
  expect(status).toBe(200)
})

test('an app that closes its database meanwhile breaks the answer off, and nothing else', async () => {
  const { rollcall, key, group, entries } = await openCrowd()
  const server = createServer(toNodeHandler(rollcall)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const incoming = await begin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, key, group)
  await rollcall.close()
  await expect(text(incoming)).rejects.toThrow('aborted')
  await expect.poll(() => entries.at(-1)?.detail).toContain('The answer broke off')
})

async function openCrowd() {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), failed: () => {} })
  const { client, key } = await organisation(rollcall, 'a.example')
  return { rollcall, key, entries, group: await addCrowd(rollcall, client, size, longName) }
}

test('with bodies in the log, an answer in pieces is named by its length', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: true })
  const { client } = await organisation(rollcall, 'a.example')
  const { body } = await client('GET', await addCrowd(rollcall, client, 12_000))
  expect(body.members).toHaveLength(12_000)
  await expect
    .poll(() => entries.at(-1)?.responseBody)
    .toBe(`(${JSON.stringify(body).length} characters, too long to show)`)
})
