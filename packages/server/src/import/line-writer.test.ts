import { setTimeout as pause } from 'node:timers/promises'
import { createServiceProvider, User } from '@rollcall/scim'
import { memoryStorage } from '@rollcall/scim/storage'
import { uniqueClaimsOf } from '@rollcall/sql'
import { expect, test } from 'vitest'
import type { JudgedLine } from './judge-line.js'
import { createEntry } from './ledger.js'
import { createLineWriter } from './line-writer.js'

const store = memoryStorage().ofTenant('t', { request: 'r' })
const provider = createServiceProvider({ resourceTypes: [User], store })

async function lineOf(line: number, userName: string): Promise<JudgedLine> {
  const place = { offset: line, line }
  const entry = createEntry({ line, start: place, end: place, content: { kind: 'body', body: {} } })
  const body = { schemas: [User.schema.id], userName }
  const creation = await provider.prepareCreate(User, `id-${line}`, body)
  const claims = uniqueClaimsOf(User, creation.document)
  return { entry, id: `id-${line}`, type: User, body, creation, claims, identity: undefined, version: 1 }
}

test('two lines that want one name are never under way together, and keep their order', async () => {
  const underWay = new Set<string>()
  const written: string[] = []
  const writer = createLineWriter(async (lines) => {
    const names = lines.map(({ creation }) => String(creation.document.userName).toLowerCase())
    expect(names.filter((name) => underWay.has(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) underWay.add(name)
    // The later a set comes, the sooner it would be done.
    await pause(Math.max(0, 30 - lines.length / 10 - written.length / 50))
    for (const { entry } of lines) written.push(`${entry.line}`)
    for (const name of names) underWay.delete(name)
  })
  for (let line = 1; line <= 900; line++) await writer.add(await lineOf(line, line % 3 === 0 ? 'Same' : `u${line}`))
  await writer.flush()
  expect(written).toHaveLength(900)
  const same = written.map(Number).filter((line) => line % 3 === 0)
  expect(same).toEqual([...same].sort((a, b) => a - b))
})

test('a few sets of many lines are under way at a time', async () => {
  let underWay = 0
  let most = 0
  const sizes: number[] = []
  const writer = createLineWriter(async (lines) => {
    sizes.push(lines.length)
    most = Math.max(most, ++underWay)
    await pause(1)
    underWay--
  })
  for (let line = 1; line <= 1050; line++) await writer.add(await lineOf(line, `u${line}`))
  await writer.flush()
  expect(sizes).toEqual([...Array.from({ length: 10 }, () => 100), 50])
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
})

test('what a set throws is thrown to whoever adds or waits, and nothing more is begun', async () => {
  let sets = 0
  const writer = createLineWriter(async () => {
    sets++
    throw new Error('the disk is gone')
  })
  for (let line = 1; line <= 99; line++) await writer.add(await lineOf(line, `u${line}`))
  await writer.add(await lineOf(100, 'u100')).catch(() => {})
  await expect(writer.flush()).rejects.toThrow('the disk is gone')
  await expect(writer.add(await lineOf(101, 'u101'))).rejects.toThrow('the disk is gone')
  expect(sets).toBe(1)
})
