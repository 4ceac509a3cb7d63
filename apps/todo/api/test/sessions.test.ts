import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBrowser } from './browser.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo, temporaryDatabase } from './start-todo.js'

const hour = 3_600_000
const epoch = Date.UTC(2026, 10, 24, 9)
let now = epoch
let todo: RunningTodo

beforeAll(async () => {
  todo = await startTodo({ now: () => now, sessionLifetime: { idle: 2 * hour, absolute: 5 * hour } })
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

async function signedIn(running: RunningTodo = todo) {
  const browser = running.browser()
  const answer = await browser.signIn('trinity@gridco.example', 'Zion')
  expect(answer.status).toBe(200)
  return { browser, answer }
}

async function sessionRows(running: RunningTodo = todo) {
  return running.rollcall.database.read({ sql: 'SELECT * FROM todo_sessions' })
}

describe('A2: a SCIM key is not a login', () => {
  test('a SCIM request sets no cookie and leaves no session', async () => {
    const before = (await sessionRows()).length
    for (const path of ['/Users', '/ServiceProviderConfig', '/Roles', '/nothing']) {
      expect((await todo.scim.send('GET', path)).headers.get('set-cookie')).toBe(null)
    }
    expect((await sessionRows()).length).toBe(before)
  })

  test('the key opens no API route, and leaves no session there', async () => {
    const before = (await sessionRows()).length
    const headers = { authorization: 'Bearer 123123' }
    const answer = await todo.browser().send('/api/todos', { headers })
    expect(answer).toMatchObject({ status: 401, body: { code: 'signedOut' } })
    expect(answer.headers.get('set-cookie')).toBe(null)
    expect((await todo.browser().send('/api/session?access_token=123123', { headers })).body).toMatchObject({
      person: null,
    })
    expect((await sessionRows()).length).toBe(before)
  })

  test('a session opens no SCIM endpoint', async () => {
    const { browser } = await signedIn()
    expect((await browser.get('/scim/v2/Users')).status).toBe(401)
  })
})

describe('A17: the session', () => {
  test('is known by a cookie that scripts cannot read, other sites cannot send along, and that says nothing', async () => {
    const { answer } = await signedIn()
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^todo-session=s%3A[\w-]{32}\.[\w%]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('has a cookie for TLS only where the public URL is https, also behind a proxy that speaks plain HTTP to us', async () => {
    const secure = await startTodo({ publicUrl: 'https://todo.example' })
    try {
      const { browser, answer } = await signedIn(secure)
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-todo-session=.*; HttpOnly; Secure; SameSite=Lax$/)
      expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=/)
      expect((await browser.get('/api/todos')).status).toBe(200)
    } finally {
      await secure.stop()
    }
  })

  test('keeps whose it is, and the id only as a hash', async () => {
    const { browser } = await signedIn()
    const id = decodeURIComponent(browser.cookies.get('todo-session') ?? '').slice(2, 34)
    const rows = await sessionRows()
    expect(Object.keys(rows[0] ?? {})).toEqual(['id_hash', 'tenant_id', 'user_id', 'created', 'expires'])
    const text = JSON.stringify(rows, (_name, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(id).toHaveLength(32)
    expect(text).not.toContain(id)
    expect(text).not.toContain('trinity')
  })

  test('is signed with a key that was made for this database', async () => {
    const other = await startTodo()
    try {
      const { browser } = await signedIn()
      const stranger = createBrowser(other.url, browser.cookies)
      expect((await stranger.get('/api/todos')).status).toBe(401)
      const read = { sql: "SELECT value FROM todo_settings WHERE name = 'session-secret'" }
      const [one] = await todo.rollcall.database.read(read)
      const [two] = await other.rollcall.database.read(read)
      expect(String(one?.value)).toHaveLength(43)
      expect(one?.value).not.toBe(two?.value)
    } finally {
      await other.stop()
    }
  })

  test('gets a new id at each sign-in: one that was known before is worth nothing', async () => {
    const { browser } = await signedIn()
    const before = new Map(browser.cookies)
    await browser.signIn('trinity@gridco.example', 'Zion')
    expect(browser.cookies.get('todo-session')).not.toBe(before.get('todo-session'))
    expect((await createBrowser(todo.url, before).get('/api/todos')).status).toBe(401)
    expect((await browser.get('/api/todos')).status).toBe(200)
  })

  test('a cookie that was made up or altered is nobody’s', async () => {
    const { browser } = await signedIn()
    const cookie = browser.cookies.get('todo-session') ?? ''
    for (const value of ['', 's%3Ax.y', `${cookie}x`, cookie.replace(/\..*/, ''), '%', 's%3A'.repeat(500)]) {
      const stranger = createBrowser(todo.url, new Map([['todo-session', value]]))
      expect((await stranger.get('/api/todos')).status).toBe(401)
    }
  })

  test('ends when nothing was asked for the idle time, and lasts while something is', async () => {
    now = epoch
    const { browser } = await signedIn()
    now += 1.5 * hour
    expect((await browser.get('/api/todos')).status).toBe(200)
    now += 1.5 * hour
    expect((await browser.get('/api/todos')).status).toBe(200)
    now += 2 * hour
    expect((await browser.get('/api/todos')).status).toBe(401)
    now = epoch
  })

  test('ends at the absolute time, however busy it was', async () => {
    now = epoch
    const { browser } = await signedIn()
    for (let hours = 1; hours < 5; hours++) {
      now = epoch + hours * hour
      expect((await browser.get('/api/todos')).status).toBe(200)
    }
    now = epoch + 5 * hour
    expect((await browser.get('/api/todos')).status).toBe(401)
    now = epoch
  })

  test('is cleared away some time after its end', async () => {
    now = epoch
    await signedIn()
    now = epoch + 100 * hour
    await signedIn()
    expect(await sessionRows()).toHaveLength(1)
    now = epoch
  })
})

test('A17: sessions survive a restart, and two processes share them', async () => {
  const database = await temporaryDatabase()
  const first = await startTodo({ database })
  const { browser } = await signedIn(first)
  const second = await startTodo({ database })
  expect((await createBrowser(second.url, browser.cookies).get('/api/todos')).status).toBe(200)
  await first.stop()
  await second.stop()
  const third = await startTodo({ database })
  expect((await createBrowser(third.url, browser.cookies).get('/api/todos')).status).toBe(200)
  await third.stop()
})
