import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resetDatabase } from './reset-database.js'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reset-database-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('where there is nothing, nothing is removed', async () => {
  expect(await resetDatabase(join(folder, 'nothing.db'))).toBe(false)
})

test.each([
  ['a letter', 'Dear Somnus,'],
  ['nothing at all', ''],
  ['another program’s database', 'SQLite format 3\0 CREATE TABLE notes (id INTEGER)'],
])('%s is not ours, and is left alone', async (name, content) => {
  const file = join(folder, name.replaceAll(' ', '-'))
  await writeFile(file, content)
  await expect(resetDatabase(file)).rejects.toThrow(/is not a database of the Todo app/)
  expect(existsSync(file)).toBe(true)
})
