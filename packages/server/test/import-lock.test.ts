import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'

const [processes, rounds] = [3, 200]

test('of processes that come at one moment to what a dead one left, one is let in, whoever it is', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-lock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const children = Array.from({ length: processes }, () => fork(path.join(import.meta.dirname, 'lock-child.mjs')))
  onTestFinished(() => {
    for (const child of children) child.disconnect()
  })
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const answers: string[][] = []
  for (let round = 0; round < rounds; round++) {
    const file = path.join(folder, `people-${round}.csv`)
    const lock = `${file}.rollcall-import.lock`
    await mkdir(lock)
    await writeFile(path.join(lock, `${pid} ${hostname()} of-the-dead`), '')
    const answered = await Promise.all(children.map((child) => ask(child, file)))
    answers.push(answered.filter((answer) => answer === 'let in'))
    const others = answered.filter((answer) => answer !== 'let in')
    expect(others).toEqual(Array(processes - 1).fill(expect.stringContaining('is being imported already')))
    expect(await readdir(lock)).toHaveLength(1)
  }
  expect(answers).toEqual(Array(rounds).fill(['let in']))
  await Promise.all(children.map((child) => ask(child, path.join(folder, 'another.csv'))))
  expect(await readdir(folder)).toEqual(['another.csv.rollcall-import.lock'])
})

async function ask(child: ChildProcess, file: string): Promise<string> {
  const answered = once(child, 'message')
  child.send(file)
  const [answer] = await answered
  return String(answer)
}
