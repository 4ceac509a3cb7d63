import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'
import { holdFile } from '@rollcall/sql/testing'
import { expect, onTestFinished, test } from 'vitest'
import type { TraceEntry } from '../rollcall.js'
import { createRequestLog, keptEntries } from './request-log.js'

const entry: TraceEntry = {
  requestId: 'r-1',
  at: 1,
  method: 'GET',
  path: '/Users',
  status: 200,
  ms: 1,
  tenant: 'a.example',
  connection: undefined,
  scimType: undefined,
  tolerances: [],
  detail: undefined,
  requestBody: undefined,
  responseBody: undefined,
}

test('an entry that cannot be written is lost alone, and said to be', async () => {
  const database = await openSqliteDatabase({ path: ':memory:' })
  onTestFinished(() => database.close())
  const failures: unknown[] = []
  const log = createRequestLog(database, (error) => failures.push(error))
  log.add(entry)
  log.add({ ...entry, requestId: 'r-2', tenant: 'evil.example', status: Number.NaN })
  log.add({ ...entry, requestId: 'r-3', tenant: 'b.example' })
  await log.flush()
  const rows = await database.read<{ readonly id: string }>({ sql: 'SELECT id FROM request_log', parameters: [] })
  expect(rows.map(({ id }) => id)).toEqual(['r-1', 'r-3'])
  expect(failures).toHaveLength(1)
})

test('the oldest entries are taken away also where the write that should have done it failed at first', async () => {
  const { file, database } = await openFile()
  onTestFinished(() => database.close())
  const failures: unknown[] = []
  const log = createRequestLog(database, (error) => failures.push(error))
  onTestFinished(() => log.close())
  let written = 0
  const add = async (count: number) => {
    for (let n = 0; n < count; n++) log.add({ ...entry, requestId: `r-${String(written++).padStart(6, '0')}` })
    await log.flush()
  }
  while (written < keptEntries) await add(500)
  await add(499)
  const letGo = holdFile(file)
  await add(1)
  letGo()
  expect(await countOf(database)).toBe(keptEntries + 499)
  await log.flush()
  expect(await countOf(database)).toBe(keptEntries)
  const [first] = await database.read<{ readonly id: string }>({
    sql: 'SELECT MIN(id) AS id FROM request_log',
    parameters: [],
  })
  expect(first?.id).toBe('r-000500')
  expect(failures).toEqual([])
})

async function countOf(database: SqlDatabase): Promise<number> {
  const [row] = await database.read<{ readonly count: bigint }>({
    sql: 'SELECT COUNT(*) AS count FROM request_log',
    parameters: [],
  })
  return Number(row?.count)
}

/** A database in a file, which another process may hold. */
async function openFile() {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-log-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'app.db')
  return { file, database: await openSqliteDatabase({ path: file, busyTimeoutMs: 10 }) }
}

test('once it is closed nothing is tried again, whatever the database did', async () => {
  const { file, database } = await openFile()
  const letGo = holdFile(file)
  const failures: unknown[] = []
  const log = createRequestLog(database, (error) => failures.push(error))
  log.add(entry)
  await log.flush()
  await log.close()
  letGo()
  await database.close()
  log.add(entry)
  // Longer than a log that is open leaves the database alone.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(failures).toEqual([])
})
