import { readFile } from 'node:fs/promises'
import { readEverything } from '@rollcall/server/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../src/contract.js'
import { isOnPostgres } from './database-place.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

let todo: RunningTodo

beforeAll(async () => {
  todo = await startTodo({ tryLimits: { windowMs: 900_000, perEmail: 1_000, perAddress: 1_000 } })
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

test('the demo’s people sign in with their passwords', async () => {
  const browser = todo.browser()
  const { status, body } = await browser.signIn('trinity@gridco.example', 'Zion')
  expect(status).toBe(200)
  expect(body.person).toMatchObject({
    displayName: 'Trinity JustTrinity',
    givenName: 'Trinity',
    familyName: 'JustTrinity',
    userName: 'trinity@gridco.example',
    organisation: 'gridco.example',
    roles: [{ value: 'todo-er', display: 'Todo-er', allows: ['todo:own'] }],
    entitlements: [],
    permissions: ['todo:own'],
  })
  expect((await browser.get<Session>('/api/session')).body).toEqual(body)
  const somnus = await todo.browser().signIn('somnus.henderson@gridco.example', 'correct horse battery staple')
  expect(somnus.body.person).toMatchObject({ displayName: 'Somnus Henderson', permissions: [] })
})

test('an e-mail is read without regard to case and to spaces around it', async () => {
  expect((await todo.browser().signIn(' Trinity@GridCo.Example ', 'Zion')).status).toBe(200)
})

test('who is not signed in is told so, and by the session that nobody is', async () => {
  const browser = todo.browser()
  expect((await browser.get<Session>('/api/session')).body.person).toBe(null)
  expect(await browser.get('/api/todos')).toMatchObject({ status: 401, body: { code: 'signedOut' } })
})

test('sign-out ends the session, also for who kept its cookie', async () => {
  const browser = todo.browser()
  await browser.signIn('trinity@gridco.example', 'Zion')
  const kept = new Map(browser.cookies)
  expect((await browser.post('/api/sign-out', {})).status).toBe(204)
  for (const [name, value] of kept) browser.cookies.set(name, value)
  expect((await browser.get('/api/todos')).status).toBe(401)
})

describe('A18, 2D: a failed sign-in says that it failed, and not why', () => {
  const cases = [
    ['unknown organisation', 'trinity@nobody.example', 'Zion'],
    ['unknown organisation with a name that cannot be one', 'trinity@no_body', 'Zion'],
    ['unknown person', 'cypher@gridco.example', 'Zion'],
    ['wrong password', 'trinity@gridco.example', 'zion'],
    ['no @ domain of ours, quotes in the name', '" or "1" eq "1@gridco.example', 'Zion'],
  ] as const

  test.each(cases)('%s', async (_name, email, password) => {
    const { status, body, headers } = await todo.browser().signIn(email, password)
    expect(status).toBe(401)
    expect({ ...body, requestId: '' }).toEqual({
      code: 'wrongCredentials',
      message: 'That e-mail and password do not fit together.',
      requestId: '',
    })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(headers.get('set-cookie')).toBe(null)
  })

  test('each takes the same work', async () => {
    const compared = [cases[0], cases[2], cases[3]]
    const times = compared.map((): number[] => [])
    // By turns, so that whatever else the machine does slows all of them.
    for (let round = 0; round < 9; round++) {
      for (const [index, [, email, password]] of compared.entries()) {
        const started = performance.now()
        await todo.browser().signIn(email, password)
        times[index]?.push(performance.now() - started)
      }
    }
    const medians = times.map((each) => each.sort((a, b) => a - b)[4] ?? 0)
    // A password hash takes some 20 ms; an answer without one takes 2.
    const [least, most] = [Math.min(...medians), Math.max(...medians)]
    expect(least, JSON.stringify(medians)).toBeGreaterThan(most / 3)
  })
})

describe('a sign-in that cannot be read', () => {
  test.each([
    ['nothing', undefined],
    ['an array', []],
    ['null', null],
    ['no password', { email: 'trinity@gridco.example' }],
    ['an object for a password', { email: 'trinity@gridco.example', password: { not: 'x' } }],
    ['an array for an e-mail', { email: ['trinity@gridco.example'], password: 'Zion' }],
    ['no e-mail address', { email: 'trinity', password: 'Zion' }],
    ['a password too long to hash', { email: 'trinity@gridco.example', password: 'x'.repeat(1_001) }],
    ['a member that is not known', { email: 'trinity@gridco.example', password: 'Zion', tenant: 'other.example' }],
  ])('%s', async (_name, body) => {
    expect(await todo.browser().post('/api/sign-in', body)).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

test('A18: too many tries for one e-mail are refused for a while, whoever makes them and whether it is known', async () => {
  const limited = await startTodo({ tryLimits: { windowMs: 3_000, perEmail: 3, perAddress: 1_000 } })
  try {
    for (const email of ['trinity@gridco.example', 'nobody@nowhere.example']) {
      for (let round = 0; round < 3; round++) {
        // Spelled differently, it is the same e-mail.
        expect((await limited.browser().signIn(round === 0 ? email : email.toUpperCase(), 'wrong')).status).toBe(401)
      }
      const { status, body, headers } = await limited.browser().signIn(email, 'Zion')
      expect({ status, code: body.code }).toEqual({ status: 429, code: 'tooManyTries' })
      expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    }
    await new Promise((resolve) => setTimeout(resolve, 3_100))
    expect((await limited.browser().signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
  } finally {
    await limited.stop()
  }
})

test('A18: an e-mail in full-width letters is the same e-mail: its tries count together', async () => {
  const limited = await startTodo({ tryLimits: { windowMs: 60_000, perEmail: 3, perAddress: 1_000 } })
  try {
    const spellings = ['trinity@gridco.example', 'ｔrinity@gridco.example', 'ＴＲinity@gridco.example']
    for (const email of spellings) expect((await limited.browser().signIn(email, 'wrong')).status).toBe(401)
    expect((await limited.browser().signIn('trｉnity@gridco.example', 'wrong')).status).toBe(429)
  } finally {
    await limited.stop()
  }
})

test('A18: too many tries from one address are refused; successful ones do not count', async () => {
  const limited = await startTodo({ tryLimits: { windowMs: 60_000, perEmail: 100, perAddress: 4 } })
  try {
    for (let round = 0; round < 6; round++) {
      expect((await limited.browser().signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
    }
    for (let round = 0; round < 4; round++) {
      expect((await limited.browser().signIn(`somebody-${round}@gridco.example`, 'x')).status).toBe(401)
    }
    expect((await limited.browser().signIn('somebody-else@gridco.example', 'x')).status).toBe(429)
  } finally {
    await limited.stop()
  }
})

test('A8, A9: no password is in the database, in a trace or in the log', async () => {
  await todo.scim.createPerson({ userName: 'secretive@gridco.example', password: 'xyzzy-plugh-1977' })
  await todo.browser().signIn('secretive@gridco.example', 'xyzzy-plugh-1977')
  await todo.browser().signIn('secretive@gridco.example', 'xyzzy-plugh-wrong')
  const kept = isOnPostgres ? await readEverything(todo.database) : await readFiles(todo.database)
  expect(kept).toContain('secretive@gridco.example')
  const said = JSON.stringify([todo.scimTraces, todo.apiLog, todo.errors])
  expect(said).toContain('/api/sign-in')
  for (const secret of ['xyzzy-plugh', 'correct horse battery staple']) {
    expect(kept).not.toContain(secret)
    expect(said).not.toContain(secret)
  }
  expect(said).not.toContain('secretive@gridco.example')
  expect(said).not.toContain('123123')
})

async function readFiles(database: string): Promise<string> {
  const files = await Promise.all(['', '-wal'].map((ending) => readFile(`${database}${ending}`)))
  return Buffer.concat(files).toString('latin1')
}
