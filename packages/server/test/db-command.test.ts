import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isOnPostgres } from './database-place.js'
import { groupBody, openRollcall, organisation, userBody } from './open-rollcall.js'
import { rollcallIn } from './run-rollcall.js'
import { badge, badgeUrn, userUrn } from './run-time-definitions.js'

/** A server with people, groups, and what the organisation defined itself. */
async function filled() {
  const opened = await openRollcall()
  const { rollcall, file, folder } = opened
  const { client } = await organisation(rollcall, 'a.example')
  await client('POST', '/Users', { body: userBody('before@a.example', { title: 'Operator', externalId: 'b' }) })
  await rollcall.tenants.addSchema('a.example', badge, { extends: ['User'] })
  const body = { schemas: [userUrn, badgeUrn], userName: 'after@a.example', [badgeUrn]: { number: 7 } }
  const { id } = (await client('POST', '/Users', { body })).body
  await client('POST', '/Groups', { body: groupBody('Operators', { members: [{ value: id }] }) })
  return { ...opened, client, id, run: rollcallIn(folder, { ROLLCALL_DATABASE: file }) }
}

test('db verify is silent beside a server where all agrees, also about what an organisation defined', async () => {
  const { run } = await filled()
  expect(await run('db', 'verify')).toEqual({ code: 0, out: '', err: '' })
  expect(await run('db', 'verify', '--json')).toEqual({ code: 0, out: '[]\n', err: '' })
})

test('db verify says each disagreement in a line, and the exit code tells a script', async () => {
  const { run, rollcall, id } = await filled()
  const sql = `DELETE FROM attribute_values WHERE tenant_id = ? AND resource_id = ? AND attribute = '${badgeUrn}:number'`
  await rollcall.database.write([{ sql, parameters: ['a.example', id] }])
  const found = await run('db', 'verify')
  expect(found.code).toBe(1)
  expect(found.out).toBe(
    `indexRowMissing: '${id}' of 'a.example' lacks an index row that its document asks for: ${badgeUrn}:number.\n`,
  )
  expect(found.err).toMatch(/^There is 1 disagreement in '.*'\.\n$/)
  const told = await run('db', 'verify', '--json')
  expect(JSON.parse(told.out)).toEqual([
    { kind: 'indexRowMissing', tenant: 'a.example', resource: id, detail: `${badgeUrn}:number` },
  ])
})

test('db verify takes as long as it takes, whatever the time limit for requests', async (context) => {
  if (!isOnPostgres) return context.skip('SQLite has no time limit for statements')
  const { folder, file, rollcall } = await filled()
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: file, ROLLCALL_DATABASE_STATEMENT_TIMEOUT_MS: '200' })
  const { database } = rollcall
  const held = database.write([
    { sql: 'LOCK TABLE edges IN ACCESS EXCLUSIVE MODE', parameters: [] },
    { sql: 'SELECT pg_sleep(5)', parameters: [] },
  ])
  const isHeld = { sql: "SELECT 1 AS one FROM pg_locks WHERE mode = 'AccessExclusiveLock'", parameters: [] }
  while ((await database.read(isHeld)).length === 0);
  expect(await run('db', 'verify')).toEqual({ code: 0, out: '', err: '' })
  await held
})

test('db backup copies a SQLite database beside a server that writes', async (context) => {
  if (isOnPostgres) return context.skip('this database has backups of its own')
  const { run, folder, client, file } = await filled()
  let isWriting = true
  const writer = (async () => {
    for (let n = 0; isWriting; n++) await client('POST', '/Users', { body: userBody(`writer-${n}@a.example`) })
  })()
  const copy = path.join(folder, 'copy.db')
  const copied = await run('db', 'backup', copy, '--json')
  isWriting = false
  await writer
  expect(copied).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(copied.out)).toEqual({ database: file, file: copy, bytes: (await stat(copy)).size })
  expect((await stat(copy)).mode & 0o777).toBe(0o600)
  expect(existsSync(`${copy}.partial`)).toBe(false)
  expect(await run('db', 'verify', '--database', copy)).toEqual({ code: 0, out: '', err: '' })
  const [{ people }] = JSON.parse((await run('tenant', 'list', '--json', '--database', copy)).out)
  expect(people).toBeGreaterThanOrEqual(2)
  const again = await run('db', 'backup', copy)
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('already') })
})

test('of PostgreSQL, db backup says how it is done, and shows no password', async () => {
  const { folder } = await openRollcall()
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: 'postgres://ada:s3cret@db.example/app' })
  const refused = await run('db', 'backup', 'copy.db')
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('pg_dump') })
  expect(refused.err).toContain("'postgresql://db.example/app'")
  expect(refused.err).not.toContain('s3cret')
})

test('db status looks and changes nothing; what cannot be reached is named without its password', async () => {
  const { run, file, folder } = await filled()
  const status = await run('db', 'status', '--json')
  expect(JSON.parse(status.out)).toMatchObject({ pending: [] })
  expect(JSON.parse((await run('db', 'migrate', '--json')).out)).toEqual(JSON.parse(status.out))
  const url = 'postgres://ada:s3cret@127.0.0.1:9/app'
  const away = rollcallIn(folder, { ROLLCALL_DATABASE: url })
  for (const words of [
    ['db', 'status'],
    ['tenant', 'list'],
    ['db', 'verify'],
  ]) {
    const { code, out, err } = await away(...words)
    expect(code).toBe(1)
    expect(out + err).toMatch(/reach|cannot be opened/)
    expect(out + err).not.toContain('s3cret')
  }
  expect(file).not.toBe(url)
}, 60_000)
