import { request } from 'node:http'
import { connect } from 'node:net'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../src/contract.js'
import type { Browser } from './browser.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

let todo: RunningTodo
let trinity: Browser

beforeAll(async () => {
  todo = await startTodo({ publicUrl: 'https://todo.example' })
  trinity = todo.browser()
  expect((await trinity.signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

const json = { 'content-type': 'application/json' }

function addTodo(headers: Record<string, string>, body = '{"task":"From where?"}') {
  return trinity.send<Problem>('/api/todos', { method: 'POST', headers, body })
}

describe('A21: another site changes nothing with a person’s cookie', () => {
  test.each([
    ['a foreign Origin', { ...json, origin: 'https://evil.example' }],
    ['an Origin that begins like ours', { ...json, origin: 'https://todo.example.evil.example' }],
    ['an opaque Origin', { ...json, origin: 'null' }],
    ['our public host without TLS', { ...json, origin: 'http://todo.example' }],
    ['another port of this host', { ...json, origin: 'http://127.0.0.1:1' }],
    ['a browser that says cross-site', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', { ...json, 'sec-fetch-site': 'same-site' }],
  ])('%s is refused', async (_name, headers) => {
    const answer = await addTodo(headers)
    expect(answer).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
    expect((await trinity.get('/api/todos')).text).not.toContain('From where?')
  })

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'task=From+where%3F'],
    ['a form with files', 'multipart/form-data; boundary=x', '--x--'],
    ['text that is JSON', 'text/plain', '{"task":"From where?"}'],
    ['a name that only begins like JSON', 'application/json-patch+json', '[]'],
  ])('%s is refused', async (_name, type, body) => {
    const answer = await addTodo({ 'content-type': type, origin: todo.url }, body)
    expect(answer).toMatchObject({ status: 415, body: { code: 'invalid' } })
  })

  test.each([
    ['our own host', () => todo.url],
    ['the public URL', () => 'https://todo.example'],
  ])('%s is let in', async (_name, origin) => {
    expect((await addTodo({ ...json, origin: origin() })).status).toBe(201)
  })

  test('who is no browser and says no Origin is let in', async () => {
    expect((await addTodo(json)).status).toBe(201)
  })

  test('signing in and out is protected alike', async () => {
    const headers = { ...json, origin: 'https://evil.example' }
    const body = JSON.stringify({ email: 'trinity@gridco.example', password: 'Zion' })
    expect((await todo.browser().send('/api/sign-in', { method: 'POST', headers, body })).status).toBe(403)
    expect((await trinity.send('/api/sign-out', { method: 'POST', headers, body: '{}' })).status).toBe(403)
    expect((await trinity.get('/api/todos')).status).toBe(200)
  })

  test('no other site is told that it may read answers', async () => {
    const answer = await trinity.send('/api/session', { headers: { origin: 'https://evil.example' } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(null)
  })
})

describe('A11, A21, 2B: no request ends the process, and no answer tells of our insides', () => {
  const big = `{"task":"${'x'.repeat(20_000)}"}`
  const deep = '['.repeat(7_000) + ']'.repeat(7_000)
  const cases: [string, string, string, string | undefined, number][] = [
    ['no JSON', 'POST', '/api/todos', '{"task":', 400],
    ['an empty body', 'POST', '/api/todos', '', 400],
    ['JSON that is no object', 'POST', '/api/todos', '"text"', 400],
    ['a large body', 'POST', '/api/todos', big, 413],
    ['a deep body', 'POST', '/api/todos', deep, 400],
    ['__proto__ as a member', 'POST', '/api/todos', '{"__proto__":{"task":"x"},"task":"x"}', 400],
    ['constructor as a member', 'PATCH', '/api/todos/1', '{"constructor":{"prototype":{}}}', 400],
    ['an unknown todo', 'PATCH', '/api/todos/9999', '{"completed":true}', 404],
    ['an unknown todo to delete', 'DELETE', '/api/todos/9999', undefined, 404],
    ['a broken escape in the path', 'PATCH', '/api/todos/%E0%A4%A', '{"completed":true}', 400],
    ['a query given twice', 'GET', '/api/todos?a=1&a=2&a[not]=3&__proto__[x]=1', undefined, 200],
    ['a path that is not there', 'GET', '/api/openid/check', undefined, 404],
    ['a method that is not there', 'PUT', '/api/todos/1', '{}', 404],
    ['the API itself', 'GET', '/api', undefined, 404],
    ['a version of SCIM that is not there', 'GET', '/scim/v1/Users', undefined, 404],
    ['a page that is posted to', 'POST', '/todos', '{}', 404],
  ]

  test.each(cases)('%s', async (_name, method, path, body, status) => {
    const headers = { ...json, origin: todo.url }
    const answer = await trinity.send<Problem>(path, { method, headers, ...(body !== undefined && { body }) })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-powered-by')).toBe(null)
    expect(answer.text).not.toMatch(/node_modules|\.[jt]s\b|\bat [A-Z]|Error:|SQLITE/i)
    expect(answer.text).not.toContain(process.cwd())
    if (status >= 400) {
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(Object.keys(answer.body).sort()).toEqual(['code', 'message', 'requestId'])
    }
    expect((await trinity.get('/api/todos')).status).toBe(200)
    expect(todo.errors).toEqual([])
  })

  test('a client that goes away in the middle of its body', async () => {
    await new Promise<void>((resolve) => {
      const headers = { ...json, 'content-length': '1000' }
      const half = request(`${todo.url}/api/sign-in`, { method: 'POST', headers })
      half.on('error', () => resolve())
      half.write('{"email":"trin', () => half.destroy())
      half.on('close', () => resolve())
    })
    expect((await trinity.get('/api/todos')).status).toBe(200)
  })

  test('a fault of our own answers 500 with a request id and nothing else, and is reported', async () => {
    const broken = await startTodo()
    try {
      const browser = broken.browser()
      await browser.signIn('trinity@gridco.example', 'Zion')
      await broken.rollcall.database.write([{ sql: 'ALTER TABLE todos RENAME TO todos_elsewhere' }])
      const { status, body, text } = await browser.get<Problem>('/api/todos')
      expect({ status, code: body.code }).toEqual({ status: 500, code: 'serverError' })
      expect(text).not.toMatch(/todos_elsewhere|no such table/)
      expect(String(broken.errors[0])).toMatch(/no such table|does not exist/)
    } finally {
      await broken.stop()
    }
  })
})

test('A21: answers carry the headers that browsers protect people with', async () => {
  const { headers } = await trinity.get('/api/session')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

test('2D: every request of the API is logged in one line, without its query', async () => {
  await trinity.get('/api/todos?password=Zion')
  await trinity.get('/api/nothing')
  expect(todo.apiLog.at(-2)).toMatchObject({ method: 'GET', path: '/api/todos', status: 200, ms: expect.any(Number) })
  expect(todo.apiLog.at(-1)).toMatchObject({ method: 'GET', path: '/api/nothing', status: 404 })
})

test('a base URL with a slash too many still means SCIM', async () => {
  for (const path of ['//scim/v2/Users?count=1', '/scim//v2/Users?count=1', '/scim/v2//Users/?count=1']) {
    const response = await fetch(`${todo.url}${path}`, { headers: { authorization: 'Bearer 123123' } })
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, 'application/scim+json'])
  }
})

test.each(['\u0000', '\ud800', 'nobody'])(
  '2B: a todo for somebody who cannot be (%j) is refused, not a fault',
  async (owner) => {
    const { id } = await todo.scim.createPerson({
      userName: `boss-${Math.random()}@gridco.example`,
      roles: ['manager'],
    })
    const user = (await todo.scim.send<{ userName: string }>('GET', `/Users/${id}`)).body
    const boss = todo.browser()
    await boss.signIn(user.userName, 'a password for tests')
    const headers = { ...json, origin: 'https://todo.example' }
    const answer = await boss.send('/api/todos', {
      method: 'POST',
      headers,
      body: JSON.stringify({ task: 'x', owner }),
    })
    expect([400, 403, 404]).toContain(answer.status)
  },
)

test.each([
  ['a URL that is too long', 431, `GET /scim/v2/Users?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ['two lengths', 400, 'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
  ['an expectation that nobody has', 417, 'GET /scim/v2/Users HTTP/1.1\r\nHost: a\r\nExpect: banana\r\n\r\n'],
])('Q35: what Node refuses by itself is refused as SCIM does: %s', async (_name, status, bytes) => {
  const answer = await sendRaw(bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(answer).toMatch(/\r\nContent-Type: application\/scim\+json/i)
  const body = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
  expect(body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail: expect.any(String),
    ...(status === 400 && { scimType: 'invalidSyntax' }),
  })
})

/** What the server says until it closes the connection. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(new URL(todo.url).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => (text += chunk))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
