import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { holdFile } from '@rollcall/sql/testing'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '../src/cli/run-command.js'
import type { ImportState } from '../src/import/import-state.js'
import { isOnPostgres } from './database-place.js'
import { linesOf } from './import-file.js'
import { groupBody, openRollcall, organisation, userBody } from './open-rollcall.js'
import { openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

const bin = path.resolve(import.meta.dirname, '../bin/rollcall.js')

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Two groups, of which the first refers to what stands behind it, and so many people. */
function population(people: number): string {
  return linesOf(
    groupBody('All', { externalId: 'all', members: [{ value: 'odd' }, { value: `u${people - 1}` }] }),
    ...Array.from({ length: people }, (_, index) => userBody(`u${index}`, { externalId: `x${index}` })),
    groupBody('Odd', {
      externalId: 'odd',
      members: Array.from({ length: 50 }, (_, index) => ({ value: `x${index}` })),
    }),
  )
}

test('the command tells what was done, and what was refused, with file and line', async () => {
  const folder = await emptyFolder()
  const run = rollcallIn(folder)
  await run('tenant', 'create', 'gridco.example')
  await writeFile(
    path.join(folder, 'people.csv'),
    'userName,emails[type eq "work"].value\ntank,t@mail.example\n,nobody@mail.example\n',
  )
  const file = ['import', 'people.csv', '--tenant', 'gridco.example']
  const dry = await run(...file, '--dry-run')
  expect(dry).toMatchObject({ code: 1, out: 'A dry run: nothing was written. It would be: 1 created, 1 failed.\n' })
  expect(dry.err).toBe("people.csv:3: 'userName' has no value.\n1 line was refused.\n")
  expect((await run('show', 'people')).out).toBe('Nobody is here yet.\n')
  const done = await run(...file)
  expect(done.code).toBe(1)
  expect(done.out).toMatch(/^1 created, 1 failed, in \d+\.\d s\.\n$/)
  expect(done.err).toContain('1 line was refused; why is in people.csv.failed.jsonl')
  expect(JSON.parse(await readFile(path.join(folder, 'people.csv.failed.jsonl'), 'utf8'))).toEqual({
    line: 3,
    type: 'User',
    scimType: 'invalidValue',
    reason: "'userName' has no value.",
  })
  await writeFile(path.join(folder, 'people.csv'), 'userName\ntank\ndozer\n')
  const again = await run(...file, '--json')
  expect(again).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(again.out)).toMatchObject({ kind: 'done', created: 1, skipped: 1, failed: 0, dryRun: false })
  expect(existsSync(path.join(folder, 'people.csv.failed.jsonl'))).toBe(false)
})

test('a mapping file names headings; what is misspelt is refused before anything is written', async () => {
  const folder = await emptyFolder()
  const run = rollcallIn(folder)
  await run('tenant', 'create', 'gridco.example')
  await writeFile(path.join(folder, 'hr.csv'), '\ufeffLogin,Cost centre,Notes\r\ntank,"41\r\n07",x\r\n')
  const file = ['import', 'hr.csv', '--tenant', 'gridco.example']
  expect(await run(...file)).toMatchObject({
    code: 1,
    err: expect.stringContaining("The column 'Login' cannot be read"),
  })
  const mapping = {
    Login: 'userName',
    'Cost centre': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter',
    Notes: null,
  }
  await writeFile(path.join(folder, 'mapping.json'), JSON.stringify(mapping))
  expect(await run(...file, '--mapping', 'mapping.json')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^1 created/),
  })
  await writeFile(path.join(folder, 'mapping.json'), '{"Login": 1}')
  expect(await run(...file, '--mapping', 'mapping.json')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is no mapping'),
  })
  expect(await run('import', 'nothing.csv', '--tenant', 'gridco.example')).toMatchObject({
    code: 1,
    err: "There is no file 'nothing.csv' that can be read.\n",
  })
  expect((await run('import', 'hr.csv', '--tenant', 'gridco.example', '--on-existing', 'merge')).code).toBe(2)
  expect((await run('import', 'hr.csv')).code).toBe(2)
  expect(await run('import', 'hr.csv', '--tenant', 'other.example')).toMatchObject({
    code: 1,
    err: expect.stringContaining("There is no organisation 'other.example'"),
  })
})

const killMs = 120_000

test('an import that is killed again and again loses nothing and doubles nothing', { timeout: killMs }, async () => {
  const { rollcall, file: database, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco.example')
  const people = 2500
  await writeFile(path.join(folder, 'all.jsonl'), population(people))
  let killed = 0
  for (let least = 1; killed < 4; least = (await readState(folder)).counts.created + 1) {
    const child = startImport(folder, database)
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    if (!(await reached(folder, child, ({ counts }) => counts.created >= least))) break
    child.kill('SIGKILL')
    await exited
    killed++
  }
  expect(killed).toBeGreaterThan(0)
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: database })
  const last = JSON.parse((await run('import', 'all.jsonl', '--tenant', 'gridco.example', '--json')).out)
  expect(last).toMatchObject({ created: people + 2, skipped: 0, failed: 0, resumedAt: expect.any(Number) })
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(people)
  const { body } = await client('GET', '/Groups?sortBy=displayName')
  expect(body.Resources.map((group: { members: unknown[] }) => group.members.length)).toEqual([2, 50])
  expect(existsSync(path.join(folder, 'all.jsonl.rollcall-import.json'))).toBe(false)
  expect(await run('db', 'verify')).toEqual({ code: 0, out: '', err: '' })
})

test('groups that nothing tells apart are not doubled where it is killed among them', { timeout: killMs }, async () => {
  const { rollcall, file: database, folder } = await openRollcall()
  await rollcall.tenants.create('gridco.example', { duplicateGroupNames: true })
  const { client } = await organisation(rollcall, 'gridco.example')
  const groups = Array.from({ length: 1000 }, (_, index) =>
    groupBody('Same', { members: [{ value: `u${index % 3}` }] }),
  )
  await writeFile(path.join(folder, 'all.jsonl'), linesOf(...groups, userBody('u0'), userBody('u1'), userBody('u2')))
  const child = startImport(folder, database)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  expect(await reached(folder, child, ({ reading }) => reading === 'second')).toBe(true)
  const total = async () => (await client('GET', '/Groups?count=0')).body.totalResults
  while ((await total()) === 0) await pause(5)
  child.kill('SIGKILL')
  await exited
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: database })
  const last = JSON.parse((await run('import', 'all.jsonl', '--tenant', 'gridco.example', '--json')).out)
  expect(last).toMatchObject({ created: 1003, skipped: 0, failed: 0 })
  expect(await total()).toBe(1000)
})

test('Ctrl-C ends it cleanly, says how to go on, and the same command goes on', { timeout: killMs }, async () => {
  const { rollcall, file: database, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco.example')
  const people = 2500
  await writeFile(path.join(folder, 'all.jsonl'), population(people))
  const child = startImport(folder, database)
  let err = ''
  child.stderr?.on('data', (chunk) => (err += chunk))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  expect(await reached(folder, child, () => true)).toBe(true)
  child.kill('SIGINT')
  expect(await exited).toBe(1)
  expect(err).toContain('Stopped. The same command goes on from here.')
  const { counts } = await readState(folder)
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(counts.created)
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: database })
  const going = await run('import', 'all.jsonl', '--tenant', 'gridco.example')
  expect(going).toMatchObject({ code: 0, out: expect.stringMatching(/^2 502 created, in .* It went on behind line/) })
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(people)
})

test('a server beside it answers and writes all the while', { timeout: killMs }, async () => {
  const server = await openServer()
  const { client } = await server.organisation('gridco.example')
  const folder = await emptyFolder()
  await writeFile(path.join(folder, 'all.jsonl'), population(1500))
  const child = startImport(folder, server.file)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let isRunning = true
  void exited.then(() => (isRunning = false))
  const statuses = new Map<number, number>()
  for (let index = 0; isRunning; index++) {
    for (const answer of [
      await client('POST', '/Users', { body: userBody(`beside-${index}`) }),
      await client('GET', `/Users?filter=userName eq "beside-${index}"`),
    ]) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  expect(await exited).toBe(0)
  expect([...statuses.keys()].sort()).toEqual([200, 201])
  const written = statuses.get(201) ?? 0
  expect(written).toBeGreaterThan(1)
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(1500 + written)
  expect(server.failures).toEqual([])
})

test.skipIf(isOnPostgres)(
  'a database that another process holds stops it, and it goes on later',
  { timeout: killMs },
  async () => {
    const { rollcall, file, folder } = await openRollcall({ databaseBusyTimeoutMs: 50 })
    await rollcall.tenants.create('gridco.example')
    const input = path.join(folder, 'all.jsonl')
    await writeFile(input, population(300))
    const directory = rollcall.ofTenant('gridco.example')
    const letGo = holdFile(file)
    await expect(directory.importResources(input)).rejects.toMatchObject({ status: 503 })
    letGo()
    expect(await directory.importResources(input)).toMatchObject({ created: 302, failed: 0, resumedAt: 1 })
  },
)

test('a terminal sees a bar, which is gone at the end; what is not one sees no bar', async () => {
  const { rollcall, file: database, folder } = await openRollcall()
  await rollcall.tenants.create('gridco.example')
  const file = path.join(folder, 'people.jsonl')
  await writeFile(file, linesOf(...Array.from({ length: 300 }, (_, index) => userBody(`u${index}`)), userBody('')))
  const printed = async (columns: number | undefined) => {
    let err = ''
    const code = await runCommand(['import', file, '--tenant', 'gridco.example', '--database', database, '--dry-run'], {
      environment: {},
      out: () => {},
      err: (text) => (err += text),
      stopped: () => new Promise(() => {}),
      columns,
    })
    expect(code).toBe(1)
    return err
  }
  const seen = await printed(60)
  expect(seen).toMatch(/░.*\d+ %.*lines.*\/s/)
  expect(seen.replaceAll(/[^\r\n]*\r *\r/g, '')).toBe(`${file}:301: 'userName' has no value.\n1 line was refused.\n`)
  expect(await printed(undefined)).toBe(`${file}:301: 'userName' has no value.\n1 line was refused.\n`)
})

function startImport(folder: string, database: string): ChildProcess {
  const child = spawn(process.execPath, [bin, 'import', 'all.jsonl', '--tenant', 'gridco.example'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ROLLCALL_DATABASE: database },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Waits until the import says of itself that it came so far; false where it ended before. */
async function reached(folder: string, child: ChildProcess, isFar: (state: ImportState) => boolean): Promise<boolean> {
  for (;;) {
    if (child.exitCode !== null) return false
    const file = path.join(folder, 'all.jsonl.rollcall-import.json')
    if (existsSync(file) && isFar(await readState(folder))) return true
    await pause(5)
  }
}

async function readState(folder: string): Promise<ImportState> {
  return JSON.parse(await readFile(path.join(folder, 'all.jsonl.rollcall-import.json'), 'utf8'))
}
