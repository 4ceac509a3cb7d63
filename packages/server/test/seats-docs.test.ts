import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { compileBlock } from './compile-block.js'

/** What the page shows is run: its commands by a shell, its TypeScript by Node, after the compiler has read it. */

const root = path.resolve(import.meta.dirname, '../../..')
const run = promisify(execFile)
const page = await readFile(path.join(root, 'docs/seats.md'), 'utf8')

function blockOf(language: string): string {
  const block = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].find(([, name]) => name === language)
  return block?.[2] ?? ''
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seats-docs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the commands of docs/seats.md run as they are written', { timeout: 120_000 }, async () => {
  const bin = path.join(root, 'packages/server/bin/rollcall.js')
  const script = `set -euo pipefail\n${blockOf('sh')}`.replaceAll('npx rollcall', `node '${bin}'`)
  const cwd = await newFolder()
  const { stdout } = await run('bash', ['-c', script], { cwd, env: { PATH: process.env.PATH ?? '' } })
  expect(stdout).toContain('3 created')
  expect(stdout.match(/^(At most|Any number) .*$/gm)).toEqual([
    "At most 1 user of 'gridco.example' may hold 'pro' of the kind 'License'; 2 users hold it now.",
    "At most 20 users of 'gridco.example' may hold 'basic' of the kind 'License'; 1 user holds it now.",
    "Any number of users of 'gridco.example' may hold 'pro' of the kind 'License'; 2 users hold it now.",
    "At most 3 users of 'gridco.example' may hold the role 'todo-manager'; 0 users hold it now.",
  ])
  expect(stdout).toContain("'gridco.example' grants nobody new 'basic' of the kind 'License' now.")
  const shown = await run(process.execPath, [bin, 'show', 'roles', '--json'], { cwd, env: {} })
  expect(JSON.parse(shown.stdout)).toMatchObject([
    { value: 'todo-manager', holders: 0, seats: 3, retired: 'no' },
    { value: 'pro', holders: 2, retired: 'no' },
    { value: 'basic', holders: 1, seats: 20, retired: 'yes' },
  ])
  expect((await run(process.execPath, [bin, 'db', 'verify'], { cwd, env: {} })).stdout).toBe('')
})

test('the TypeScript of docs/seats.md compiles, and runs', { timeout: 120_000 }, async () => {
  const { findings, folder, script } = await compileBlock(blockOf('ts'))
  expect(findings).toBe('')
  const child = execFile(process.execPath, [script], { cwd: folder, env: {} })
  onTestFinished(() => void child.kill())
  expect(await firstLineOf(child)).toBe('0 of 25')
})

/** The example is a server that goes on. */
function firstLineOf(child: ReturnType<typeof execFile>): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text: string) => resolve(String(text).trim()))
    child.on('close', (code) => reject(new Error(`it ended with ${code} and said nothing`)))
  })
}
