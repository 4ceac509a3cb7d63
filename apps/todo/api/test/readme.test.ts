import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTodoProcess, type TodoProcess } from './todo-process.js'

/** What the README shows is run: its commands against a real process, its TypeScript by the compiler. */

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const run = promisify(execFile)
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

let readme: string
let todo: TodoProcess

beforeAll(async () => {
  readme = await readFile(path.join(root, 'README.md'), 'utf8')
  if (hasCurl) todo = await startTodoProcess()
})
afterAll(() => todo?.stop())

/** The code blocks of a language, in the sections from one heading up to another. */
function blocksOf(language: string, from: string, to: string): readonly string[] {
  const part = readme.slice(readme.indexOf(`## ${from}`), readme.indexOf(`## ${to}`))
  const blocks = [...part.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
  return blocks.filter(([, name]) => name === language).map(([, , text]) => text ?? '')
}

/** Each of its commands is a process of its own. */
const storyMs = 60_000

test.skipIf(!hasCurl)('the story of the README runs as it is written (needs curl)', { timeout: storyMs }, async () => {
  const commands = blocksOf('sh', 'The story, with the exact requests', 'Connect a real Okta')
  expect(commands.length).toBeGreaterThanOrEqual(8)
  const script = ['set -euo pipefail', ...commands]
    .join('\necho\n')
    .replaceAll('http://127.0.0.1:3333', todo.origin)
    .replaceAll('curl -s ', "curl -s -w '\\n' ")
    .replaceAll('npx rollcall', `node '${path.join(root, 'packages/server/bin/rollcall.js')}'`)
  const { stdout } = await run('bash', ['-c', script], {
    // The story writes files where it is run.
    cwd: path.dirname(todo.databaseFile),
    env: { ...process.env, ROLLCALL_DATABASE: todo.databaseFile },
  })
  const answers = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  expect(answers.filter((answer) => answer.status !== undefined)).toEqual([])
  expect(answers).toContainEqual(expect.objectContaining({ roles: [{ value: 'todo-er', display: 'Todo-er' }] }))
  expect(answers).toContainEqual(
    expect.objectContaining({
      entitlements: [{ value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }],
    }),
  )
  expect(answers).toContainEqual(expect.objectContaining({ userName: 'trinity@gridco.example', active: false }))
  const licenses = answers.find(({ Resources: [first] = [] }) => first?.type === 'License')
  expect(licenses.Resources.map((each: { displayName: string }) => each.displayName).sort()).toEqual([
    'Basic seat',
    'Pro seat',
  ])
  expect(answers).toContainEqual(
    expect.objectContaining({
      userName: 'trinity@gridco.example',
      active: true,
      entitlements: expect.arrayContaining([{ value: 'pro', display: 'Pro seat', type: 'License' }]),
    }),
  )
  expect(stdout).toContain(
    "At most 12 users of 'gridco.example' may hold 'pro' of the kind 'License'; 1 user holds it now.",
  )
  expect(stdout).toMatch(/rc_acme\.example_[\w-]{43}/)
  expect(stdout).toMatch(/is set to: .*protect-members=false/)
  expect(stdout).toContain('Somnus Henderson')
  expectWhatClientsCanDo(answers)
})

/** The section that comes last: its answers are the last ones. */
function expectWhatClientsCanDo(answers: readonly unknown[]): void {
  expect(answers.slice(-5)).toMatchObject([
    {
      Operations: [
        { bulkId: 'tank', status: '201' },
        { bulkId: 'operators', status: '201' },
      ],
    },
    { totalResults: 1, Resources: [{ userName: 'tank@gridco.example' }] },
    {
      totalResults: 2,
      Resources: expect.arrayContaining([
        expect.objectContaining({ displayName: 'Operators' }),
        expect.objectContaining({ userName: 'tank@gridco.example' }),
      ]),
    },
    // In the order of their names the first page has Somnus.
    { Resources: [{ userName: 'tank@gridco.example' }] },
    { userName: 'somnus.henderson@gridco.example', title: 'Operator' },
  ])
}

test('the TypeScript of the README compiles, and a misspelt permission does not', async () => {
  const [block = ''] = blocksOf('ts', 'Mount it in your own app', 'Where to read on')
  const folder = await mkdtemp(path.join(root, 'apps/todo/api/test/readme-'))
  try {
    const misspelt = "\n// @ts-expect-error: no role allows it\nawait gridco.can('somebody', 'todo:audti')\n"
    await writeFile(path.join(folder, 'block.ts'), `${block}${misspelt}`)
    const options = {
      extends: '../../../../../tsconfig.base.json',
      compilerOptions: { noEmit: true, composite: false, declarationMap: false },
      include: ['block.ts'],
    }
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(options))
    const compiled = await run(process.execPath, [
      path.join(root, 'node_modules/typescript/lib/tsc.js'),
      '-p',
      folder,
    ]).catch((error) => error)
    expect(String(compiled.stdout)).toBe('')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
