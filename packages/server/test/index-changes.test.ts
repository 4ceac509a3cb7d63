import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type JsonObject, matches, parseFilter, User } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { patchBody, userBody } from './open-rollcall.js'
import { type HttpClient, type OpenServer, openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

const people = 700
const tenant = 'a.example'
/** Adds three attributes to what is indexed, and leaves out titles, names and what the enterprise extension has. */
const change = ['index', 'set', tenant, 'User', 'locale', 'phoneNumbers.value', 'nickName', 'emails', 'active']

test('a change of what is indexed that is killed again and again stands beside writers, and nobody notices', {
  timeout: 240_000,
}, async () => {
  const server = await openServer()
  const { client } = await server.organisation(tenant)
  const ids = await createPeople(server)
  const isDone = { value: false }
  const traffic = [
    ...Array.from({ length: 4 }, (_, n) => write(client, ids.slice(n * 100, n * 100 + 100), n, isDone)),
    ...Array.from({ length: 2 }, () => read(client, isDone)),
  ]
  const watched = Promise.all(traffic)
  const killed = await changeAndKill(server).finally(() => {
    isDone.value = true
  })
  const sent = (await watched).reduce((sum, count) => sum + count, 0)
  expect(killed).toEqual(expect.arrayContaining(['writing', 'deleting']))
  expect(sent).toBeGreaterThan(100)
  expect(server.failures).toEqual([])
  const run = rollcallIn(server.folder, { ROLLCALL_DATABASE: server.file })
  expect(await run('db', 'verify')).toEqual({ code: 0, out: '', err: '' })
  const [indexes] = await server.rollcall.tenants.listIndexes(tenant)
  expect(indexes).toMatchObject({ state: 'settled', attributes: expect.arrayContaining(['locale', 'nickName']) })
  await expectAnswersOfDocuments(client)
})

/** Nobody whom the writers leave alone is ever missing, whatever of them is indexed at the moment. */
async function read(client: HttpClient, isDone: { readonly value: boolean }): Promise<number> {
  let sent = 0
  for (; !isDone.value; sent++) {
    const n = people - 1 - (sent % 100)
    const fixed = [`title eq "Title ${n}"`, `locale eq "xx-${n}"`, `phoneNumbers.value eq "+${n}" and title sw "t"`]
    const filter = fixed[sent % fixed.length] ?? ''
    const { status, body } = await client('GET', `/Users?filter=${encodeURIComponent(filter)}&attributes=userName`)
    expect([filter, status, body.totalResults]).toEqual([filter, 200, 1])
    expect(body.Resources[0].userName).toBe(`user-${n}`)
  }
  return sent
}

/** Changes what is indexed of people, makes some and removes them. */
async function write(
  client: HttpClient,
  ids: readonly string[],
  writer: number,
  isDone: { readonly value: boolean },
): Promise<number> {
  let sent = 0
  for (; !isDone.value; sent++) {
    const id = ids[(sent * 7) % ids.length] ?? ''
    const value = { locale: `${writer}-${sent}`, title: `Chief ${sent}`, nickName: sent % 3 === 0 ? 'Nick' : null }
    const body = patchBody({ op: 'replace', value })
    expect((await client('PATCH', `/Users/${id}`, { body })).status).toBe(200)
    if (sent % 3 > 0) continue
    const made = await client('POST', '/Users', { body: userBody(`late-${writer}-${sent}`, { locale: 'late' }) })
    expect(made.status).toBe(201)
    if (sent % 2 === 0) expect((await client('DELETE', `/Users/${made.body.id}`)).status).toBe(204)
  }
  return sent
}

async function createPeople({ rollcall }: OpenServer): Promise<readonly string[]> {
  const { users } = rollcall.ofTenant(tenant)
  const ids: string[] = []
  for (let from = 0; from < people; from += 100) {
    const numbers = Array.from({ length: 100 }, (_, n) => from + n)
    const made = await Promise.all(numbers.map((n) => users.create(personOf(n))))
    ids.push(...made.map(({ id }) => id))
  }
  return ids
}

function personOf(n: number) {
  const phoneNumbers = [{ type: 'work', value: `+${n}` }]
  return { userName: `user-${n}`, title: `Title ${n}`, locale: `xx-${n}`, phoneNumbers, active: n % 2 === 0 }
}

/** Runs the change, kills it wherever it has come a little further, and lets the last one finish; answers in which states. */
async function changeAndKill(server: OpenServer): Promise<readonly string[]> {
  const killed: string[] = []
  for (let command = change; ; command = ['db', 'reindex']) {
    const child = runInBackground(server, command)
    const before = await progressOf(server)
    const ended = once(child, 'exit')
    while (child.exitCode === null && killed.length < mostKills) {
      if ((await progressOf(server)) !== before) break
      await pause(1)
    }
    if (child.exitCode === null && killed.length < mostKills) {
      child.kill('SIGKILL')
      await ended
      killed.push((await server.rollcall.tenants.listIndexes(tenant))[0]?.state ?? '')
      continue
    }
    await ended
    expect(child.exitCode).toBe(0)
    return killed
  }
}

const mostKills = 5

function runInBackground({ folder, file }: OpenServer, args: readonly string[]): ChildProcess {
  const bin = path.resolve(import.meta.dirname, '../bin/rollcall.js')
  const env = { PATH: process.env.PATH ?? '', ROLLCALL_DATABASE: file }
  return spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Where the change stands, and how many have their rows. */
async function progressOf({ rollcall: { database } }: OpenServer): Promise<string> {
  const states = await database.read({
    sql: 'SELECT s.state, s.version FROM index_sets s WHERE s.tenant_id = ?',
    parameters: [tenant],
  })
  const [done] = await database.read({
    sql: `SELECT count(*) AS count FROM resources r WHERE r.tenant_id = ?
      AND r.index_version = (SELECT t.index_version FROM tenants t WHERE t.tenant_id = ?)`,
    parameters: [tenant, tenant],
  })
  const pages = Number(done?.count ?? 0) >> 8
  return JSON.stringify([states.map(({ state, version }) => [state, String(version)]), pages])
}

/** Each list is what a look at every document gives, in order. */
async function expectAnswersOfDocuments(client: HttpClient): Promise<void> {
  const all = await listed(client, {})
  expect(all.length).toBeGreaterThan(people)
  for (const text of [
    'locale eq "late"',
    'nickName eq "nick" and title co "1"',
    'not (nickName pr) and active eq true',
    'phoneNumbers[type eq "work" and value sw "+12"]',
    'title sw "chief 1" or locale sw "xx-77"',
  ]) {
    const filter = parseFilter(text, User)
    const expected = all.filter((user) => matches(filter, user)).map(({ id }) => String(id))
    expect(expected.length, text).toBeGreaterThan(0)
    expect((await listed(client, { filter: text })).map(({ id }) => String(id)).sort(), text).toEqual(expected.sort())
  }
  for (const sortBy of ['locale', 'title']) {
    const values = (await listed(client, { sortBy })).map((user) => String(user[sortBy] ?? '\u{10ffff}').toLowerCase())
    expect(values, sortBy).toEqual([...values].sort())
  }
}

async function listed(client: HttpClient, query: Readonly<Record<string, string>>): Promise<readonly JsonObject[]> {
  const users: JsonObject[] = []
  for (;;) {
    const page = new URLSearchParams({ ...query, count: '500', startIndex: String(users.length + 1) })
    const { status, body } = await client('GET', `/Users?${page}`)
    expect(status).toBe(200)
    users.push(...body.Resources)
    if (users.length >= body.totalResults) return users
  }
}
