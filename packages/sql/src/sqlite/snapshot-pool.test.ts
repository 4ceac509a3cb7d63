import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSnapshotPool } from './snapshot-pool.js'

test('a database that could not be opened a hundred times is opened once it is there', { timeout: 5_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-pool-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const pool = createSnapshotPool({ path: join(folder, 'later', 'test.db'), busyTimeoutMs: 1_000 })
  for (let round = 0; round < 100; round++) await expect(pool.use(async () => {})).rejects.toThrow()
  await mkdir(join(folder, 'later'))
  const rows = await pool.use(async (connection) => connection.read({ sql: 'SELECT 1 AS one', parameters: [] }))
  pool.close()
  expect(rows).toEqual([{ one: 1n }])
})
