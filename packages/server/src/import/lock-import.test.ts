import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
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

/** What a process leaves that dies while it holds the lock. */
async function leave(lock: string, holder: string): Promise<void> {
  await mkdir(lock)
  await writeFile(path.join(lock, holder), '')
}

test('what a process left behind that is gone is no lock', async () => {
  const { file, lock } = await input()
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  for (const gone of [pid, process.pid]) {
    await leave(lock, `${gone} ${hostname()} x`)
    await (await lockImport(file))()
  }
})

test('nor is what one left behind that died as it let go', async () => {
  const { file, lock } = await input()
  await mkdir(lock)
  await (await lockImport(file))()
  expect(existsSync(lock)).toBe(false)
})

test.each([
  ['a process that runs', `${process.ppid} ${hostname()} x`],
  ['another machine', `${process.pid} not-${hostname()} x`],
])('%s keeps its lock, and the refusal names the folder', async (_who, holder) => {
  const { file, lock } = await input()
  await leave(lock, holder)
  await expect(lockImport(file)).rejects.toThrow(isTaken)
  await expect(lockImport(file)).rejects.toThrow(lock)
  expect(await readdir(lock)).toEqual([holder])
  expect(await readdir(path.dirname(file))).toEqual([path.basename(lock)])
})

test('what stands in its place and is no lock is refused as one', async () => {
  const { file, lock } = await input()
  await writeFile(lock, '')
  await expect(lockImport(file)).rejects.toThrow(isTaken)
  expect(existsSync(lock)).toBe(true)
})
