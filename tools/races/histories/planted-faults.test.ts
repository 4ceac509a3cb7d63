import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Arena, type Deployment, openDeployment } from '../deployment/deployment.js'
import { createScimClient } from '../deployment/scim-client.js'
import { createRandom, type Random } from '../random.js'
import { type Fault, startFaultyProxy } from './faulty-proxy.js'
import { findHistoryFaults } from './find-history-faults.js'
import { documentSubject, grantsSubject, membersSubject } from './subjects.js'

let folder: string
let deployment: Deployment
let arena: Arena

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-planted-'))
  deployment = await openDeployment(path.join(folder, 'rollcall.db'), 1)
})

beforeEach(async () => {
  arena = await deployment.openArena()
})

afterEach(() => arena.close())

afterAll(async () => {
  await deployment.close()
  await rm(folder, { recursive: true, force: true })
})

/** A client that reaches the server through a proxy with this fault. */
async function clientThrough(fault: Fault) {
  const proxy = await startFaultyProxy(deployment.servers[0].baseUrl, fault)
  const client = createScimClient(proxy.baseUrl, arena.key)
  onTestFinished(async () => {
    client.close()
    await proxy.close()
  })
  return client
}

const random = () => createRandom(7)

test('histories of a server behind a proxy that does nothing wrong are explained', async () => {
  const client = await clientThrough('none')
  expect(await findHistoryFaults(await documentSubject(arena), [client], random())).toEqual([])
  expect(await findHistoryFaults(await grantsSubject(arena), [client], random())).toEqual([])
})

test('a stale read is found, of a document, of grants and of members', async () => {
  const fault = [expect.stringContaining('no order explains it')]
  const client = () => clientThrough('stale read')
  expect(await findHistoryFaults(await documentSubject(arena), [await client()], random())).toEqual(fault)
  expect(await findHistoryFaults(await grantsSubject(arena), [await client()], random())).toEqual(fault)
  expect(await findHistoryFaults(await membersSubject(arena, 20), [await client()], random())).toEqual(fault)
})

test('a lost update is found, though every version is answered once', async () => {
  const subject = await documentSubject(arena)
  const names = ['title', 'nickName', 'displayName']
  let drawn = 0
  const eachItsOwn = { ...subject, drawChange: () => ({ [names[drawn++] ?? '']: 'changed' }) }
  const client = await clientThrough('lost update')
  const [fault = ''] = await findHistoryFaults(eachItsOwn, [client], onlyChanges, { clients: 3, requests: 1 })
  expect(fault).toContain('no order explains it')
  const versions = [...fault.matchAll(/"change":.*"version":(\d+)/g)].map(([, version]) => Number(version))
  expect(versions.sort()).toEqual([2, 3, 4])
})

/** Of what a client may do next, it draws a change without a condition. */
const onlyChanges: Random = { below: () => 1, pick: ([first]) => first, shuffled: (items) => items }
