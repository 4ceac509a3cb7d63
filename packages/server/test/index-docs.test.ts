import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { compileBlock } from './compile-block.js'

/** What the page shows of indexes is run: its commands by a shell, its TypeScript by Node, after the compiler has read it. */

const root = path.resolve(import.meta.dirname, '../../..')
const bin = path.join(root, 'packages/server/bin/rollcall.js')
const run = promisify(execFile)
const page = await readFile(path.join(root, 'docs/databases.md'), 'utf8')
const [, section = ''] = /\n## What is indexed\n([\s\S]*?)\n## /.exec(page) ?? []

function blockOf(language: string): string {
  const block = [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].find(([, name]) => name === language)
  return block?.[2] ?? ''
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'index-docs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the commands of docs/databases.md about indexes run as they are written', { timeout: 120_000 }, async () => {
  const script = `set -euo pipefail\n${blockOf('sh')}`.replaceAll('npx rollcall', `node '${bin}'`)
  const cwd = await newFolder()
  const { stdout } = await run('bash', ['-c', script], { cwd, env: { PATH: process.env.PATH ?? '' } })
  expect(stdout).toContain('\n  userName, name, displayName, locale, active, emails, phoneNumbers.value\n')
  expect(stdout).toContain('User begins with: locale eq ?\n')
  expect(stdout).toContain('User (by default):\n  userName, name, displayName, title, active, emails\n')
  expect(stdout).toMatch(/All index rows are in line: there was nothing to do\.\n$/)
})

test('the TypeScript of docs/databases.md about indexes compiles, and runs', { timeout: 120_000 }, async () => {
  const { findings, folder, script } = await compileBlock(blockOf('ts'))
  expect(findings).toBe('')
  await run(process.execPath, [bin, 'tenant', 'create', 'gridco.example', '--database', 'app.db'], {
    cwd: folder,
    env: {},
  })
  const { stdout } = await run(process.execPath, [script], { cwd: folder, env: {} })
  expect(stdout).toMatch(/^userName, name, displayName, active, emails, phoneNumbers\.value, urn:/)
})
