import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { compileBlock } from './compile-block.js'

/** What the page shows is run: its commands by a shell, its TypeScript by the compiler. */

const root = path.resolve(import.meta.dirname, '../../..')
const run = promisify(execFile)
const page = await readFile(path.join(root, 'docs/import.md'), 'utf8')

function blocksOf(language: string): readonly string[] {
  return [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  )
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'import-docs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the commands of docs/import.md run as they are written', { timeout: 120_000 }, async () => {
  const commands = blocksOf('sh')
  expect(commands.length).toBeGreaterThanOrEqual(5)
  const bin = path.join(root, 'packages/server/bin/rollcall.js')
  const script = ['set -euo pipefail', ...commands].join('\n').replaceAll('npx rollcall', `node '${bin}'`)
  const cwd = await newFolder()
  const { stdout } = await run('bash', ['-c', script], { cwd, env: { PATH: process.env.PATH ?? '' } })
  expect(stdout).toContain('It would be: 3 created.')
  expect(stdout.match(/^\d+ created/gm)).toEqual(['3 created', '1 created', '3 created', '1 created'])
  expect(stdout).toContain('"replaced":3')
  expect(stdout).toContain('Tank Dozer, the elder')
  const groups = await run(process.execPath, [bin, 'show', 'groups', '--json'], { cwd, env: {} })
  const members = new Map(
    JSON.parse(groups.stdout).map((group: { displayName: string; members: number }) => [
      group.displayName,
      group.members,
    ]),
  )
  expect(members).toEqual(
    new Map([
      ['Crew', 2],
      ['Everybody', 2],
      ['Operators', 3],
    ]),
  )
})

test('the TypeScript of docs/import.md compiles', { timeout: 60_000 }, async () => {
  const [block = ''] = blocksOf('ts')
  expect((await compileBlock(block)).findings).toBe('')
})
