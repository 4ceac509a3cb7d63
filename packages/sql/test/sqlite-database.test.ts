import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { openSqliteDatabase, type SqlDatabase, statementOf, UnexpectedCount } from '@rollcall/sql'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFolder } from './sqlite-harness.js'

let folder: Awaited<ReturnType<typeof createFolder>>
let path: string
const opened: SqlDatabase[] = []

beforeEach(async () => {
  folder = await createFolder()
  path = join(folder.path, 'test.db')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const database of opened.splice(0)) await database.close()
  await folder.remove()
})

async function open(at = path): Promise<SqlDatabase> {
  const database = await openSqliteDatabase({ path: at })
  opened.push(database)
  return database
}

describe('a database', () => {
  test('gives whole numbers as bigint, and text as it was', async () => {
    const database = await open()
    await database.write([counter(database, '5', 2 ** 53 - 1)])
    const [row] = await database.read(database.build.selectFrom('counters').selectAll())
    expect(row).toEqual({ tenant_id: 't', name: '5', slot: 0n, used: 9_007_199_254_740_991n, bound: null })
  })

  test('refuses to bind what databases do not keep alike', async () => {
    const database = await open()
    expect(() => counter(database, 'id', 1.5)).toThrow(TypeError)
    expect(() => counter(database, 'a\u0000b')).toThrow(TypeError)
    expect(() => counter(database, 'a\ud800')).toThrow(TypeError)
  })

  test('in memory is a private file that is gone after it is closed', async () => {
    vi.stubEnv('TMPDIR', folder.path)
    const [one, other] = [await open(':memory:'), await open(':memory:')]
    await one.write([counter(one, 'mine')])
    expect(await countersIn(other)).toEqual([])
    expect(await readdir(folder.path)).toHaveLength(2)
    for (const database of opened.splice(0)) await database.close()
    expect(await readdir(folder.path)).toEqual([])
  })

  test('is opened by many at once, and made by one of them', async () => {
    const children = Array.from({ length: 4 }, (_, n) => outputOf(start('open', `child-${n}`)))
    const here = await Promise.all([open(), open(), open()])
    expect(await Promise.all(children)).toEqual(Array.from({ length: 4 }, () => 'opened\n'))
    expect(await countersIn(here[0])).toEqual([])
  })

  test('of a newer version is refused, with what to do', async () => {
    const database = await open()
    await database.write([{ sql: "INSERT INTO migrations (name, applied) VALUES ('9999-later', 0)", parameters: [] }])
    await expect(openSqliteDatabase({ path })).rejects.toThrow(/'9999-later'.*update it/)
  })

  test('shows a snapshot as it was when it began', async () => {
    const database = await open()
    await database.write([counter(database, 'first')])
    const seen = await database.snapshot(async (reader) => {
      const before = await reader.read(database.build.selectFrom('counters').select('name'))
      await database.write([counter(database, 'second')])
      return [before, await reader.read(database.build.selectFrom('counters').select('name'))]
    })
    expect(seen).toEqual([[{ name: 'first' }], [{ name: 'first' }]])
    expect(await countersIn(database)).toEqual(['first', 'second'])
  })

  test('serves more snapshots than it has connections', async () => {
    const database = await open()
    const counts = Array.from({ length: 40 }, () =>
      database.snapshot(async (reader) => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        return (await reader.read(database.build.selectFrom('counters').select('name'))).length
      }),
    )
    expect(await Promise.all(counts)).toEqual(Array.from({ length: 40 }, () => 0))
  })
})

describe('a write', () => {
  test('answers how many rows each statement changed', async () => {
    const database = await open()
    const all = statementOf(database.build.updateTable('counters').set({ used: 1 }))
    expect(await database.write([counter(database, 'a'), counter(database, 'b'), all])).toEqual([1, 1, 2])
  })

  test('is undone as a whole when a count is not as expected', async () => {
    const database = await open()
    const missing = statementOf(database.build.deleteFrom('counters').where('name', '=', 'nobody'), 1)
    const failed = database.write([counter(database, 'a'), missing, counter(database, 'b')])
    await expect(failed).rejects.toBeInstanceOf(UnexpectedCount)
    await expect(failed).rejects.toMatchObject({ index: 1, count: 0 })
    expect(await countersIn(database)).toEqual([])
  })

  test('leaves out a statement that waits for another to change something', async () => {
    const database = await open()
    const none = statementOf(database.build.deleteFrom('counters').where('name', '=', 'nobody'))
    const counts = await database.write([
      none,
      { ...counter(database, 'a'), onlyIf: [0] },
      counter(database, 'b'),
      { ...counter(database, 'c'), onlyIf: [0, 2] },
    ])
    expect(counts).toEqual([0, 0, 1, 1])
    expect(await countersIn(database)).toEqual(['b', 'c'])
  })

  test('fails alone: those that arrived with it are kept', async () => {
    const database = await open()
    const writes = Array.from({ length: 500 }, (_, n) =>
      database.write([counter(database, `id-${n}`), ...(n % 5 === 0 ? [counter(database, `id-${n}`)] : [])]),
    )
    const outcomes = await Promise.allSettled(writes)
    const refused = outcomes.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))
    expect(refused).toEqual(Array.from({ length: 100 }, (_, n) => n * 5))
    expect(await countersIn(database)).toHaveLength(400)
  })

  test('is read by this process once it is answered', async () => {
    const database = await open()
    for (let n = 0; n < 20; n++) {
      await database.write([counter(database, `id-${n}`)])
      expect(await countersIn(database)).toHaveLength(n + 1)
    }
  })

  test('fails when its thread cannot run, and does not hang', async () => {
    const place = join(folder.path, 'gone')
    await mkdir(place)
    const database = await open(join(place, 'test.db'))
    await rm(place, { recursive: true })
    await expect(Promise.all([database.write([]), database.write([])])).rejects.toThrow()
    await expect(database.write([])).rejects.toThrow()
  })

  test('after the database is closed is refused', async () => {
    const database = await openSqliteDatabase({ path })
    const last = database.write([counter(database, 'last')])
    await database.close()
    expect(await last).toEqual([1])
    await expect(database.write([])).rejects.toThrow('closed')
  })
})

describe('another process', () => {
  test('writes beside this one, and neither loses a write', { timeout: 60_000 }, async () => {
    const database = await open()
    const children = ['one', 'two'].map((name) => outputOf(start('write', name, '40')))
    for (let n = 0; n < 40; n++) {
      await Promise.all([0, 1, 2].map((m) => database.write([counter(database, `here-${n}-${m}`)])))
    }
    await Promise.all(children)
    const ids = await countersIn(database)
    expect(ids.filter((id) => id.startsWith('here-'))).toHaveLength(120)
    expect(ids.filter((id) => id.startsWith('one-'))).toHaveLength(80)
    expect(ids.filter((id) => id.startsWith('two-'))).toHaveLength(80)
  })

  test('ends by itself when it has nothing left to write, closed or not', async () => {
    expect(await outputOf(start('write-and-forget', 'forgetful'))).toBe('forgetful-0\n')
    expect(await countersIn(await open())).toEqual(['forgetful-0-a', 'forgetful-0-b'])
  })

  test.each([1, 2, 3])(
    'killed while it writes loses nothing it acknowledged, and leaves nothing half (%i)',
    { timeout: 60_000 },
    async (round) => {
      const child = start('write-forever', `killed-${round}`)
      let told = ''
      await new Promise<void>((resolve, reject) => {
        child.on('exit', () => resolve())
        child.on('error', reject)
        child.stdout.on('data', (data) => {
          told += String(data)
          if (told.split('\n').length > 20 * round) child.kill('SIGKILL')
        })
      })
      const acknowledged = told.split('\n').slice(0, -1)
      expect(acknowledged.length).toBeGreaterThanOrEqual(20 * round)
      const ids = new Set(await countersIn(await open()))
      expect(acknowledged.filter((pair) => !ids.has(`${pair}-a`) || !ids.has(`${pair}-b`))).toEqual([])
      const pairs = new Set([...ids].map((id) => id.slice(0, -2)))
      expect([...pairs].filter((pair) => !ids.has(`${pair}-a`) || !ids.has(`${pair}-b`))).toEqual([])
    },
  )
})

function counter(database: SqlDatabase, name: string, used = 0) {
  return statementOf(database.build.insertInto('counters').values({ tenant_id: 't', name, slot: 0, used }), 1)
}

async function countersIn(database: SqlDatabase): Promise<readonly string[]> {
  const rows = await database.read(database.build.selectFrom('counters').select('name').orderBy('name'))
  return rows.map(({ name }) => name)
}

type Child = ChildProcessByStdio<null, Readable, null>

function start(what: string, ...more: readonly string[]): Child {
  const script = join(import.meta.dirname, 'child-process.mjs')
  return spawn(process.execPath, [script, what, path, ...more], { stdio: ['ignore', 'pipe', 'inherit'] })
}

function outputOf(child: Child): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(`the child ended with ${code}`))))
  })
}
