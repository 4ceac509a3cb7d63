import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { lockImport } from './lock-import.js'

async function input() {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-lock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'people.csv')
  return { file, lock: `${file}.rollcall-import.lock` }
}

const isTaken = 'is being imported already'

test('of many who ask at once one is let in, and the next one when it lets go', async () => {
  const { file, lock } = await input()
  const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockImport(file)))
  const letIn = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  expect(letIn).toHaveLength(1)
  expect((await stat(lock)).mode & 0o077).toBe(0)
  await letIn[0]?.()
  expect(existsSync(lock)).toBe(false)
  await (await lockImport(file))()
})

test('what a process left behind that is gone is no lock', async () => {
  const { file, lock } = await input()
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  for (const gone of [pid, process.pid]) {
    await writeFile(lock, `${gone} ${hostname()}\n`)
    await (await lockImport(file))()
  }
})

test.each([
  ['a process that runs', `${process.ppid} ${hostname()}\n`],
  ['another machine', `${process.pid} not-${hostname()}\n`],
  ['somebody who has not written yet who it is', ''],
])('%s keeps its lock, and the refusal names the file', async (_who, holder) => {
  const { file, lock } = await input()
  await writeFile(lock, holder)
  await expect(lockImport(file)).rejects.toThrow(isTaken)
  await expect(lockImport(file)).rejects.toThrow(lock)
  expect(existsSync(lock)).toBe(true)
})
