import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrganisationTodos, Todo } from '../src/contract.js'
import { userSchema } from './scim-client.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

const password = 'a password for tests'
let todo: RunningTodo

beforeAll(async () => {
  todo = await startTodo()
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

async function hire(userName: string) {
  const { id } = await todo.scim.createPerson({ userName, password, roles: ['todo-er'] })
  const browser = todo.browser()
  expect((await browser.signIn(userName, password)).status).toBe(200)
  return { id, browser }
}

type Switch = (id: string, userName: string, active: boolean) => Promise<{ readonly status: number }>

const forms: [string, Switch][] = [
  ['Okta’s PATCH without a path', (id, _userName, active) => todo.scim.patch(id, { op: 'replace', value: { active } })],
  [
    'Okta’s PATCH with a path',
    (id, _userName, active) => todo.scim.patch(id, { op: 'replace', path: 'active', value: active }),
  ],
  [
    'Entra ID’s PATCH',
    (id, _userName, active) => todo.scim.patch(id, { op: 'Replace', path: 'active', value: active ? 'True' : 'False' }),
  ],
  [
    'PUT',
    (id, userName, active) =>
      todo.scim.send('PUT', `/Users/${id}`, {
        schemas: [userSchema],
        id,
        userName,
        name: { givenName: 'Test', familyName: 'Person' },
        emails: [{ value: userName, type: 'work', primary: true }],
        active,
      }),
  ],
]

describe.each(forms)('A5: deactivated with %s', (name, set) => {
  const userName = `leaver-${name.replace(/\W+/g, '-').toLowerCase()}@gridco.example`

  test('a person is signed out at the next request, and kept out until they are active again', async () => {
    const { id, browser } = await hire(userName)
    expect((await browser.get('/api/todos')).status).toBe(200)

    expect([200, 204]).toContain((await set(id, userName, false)).status)
    expect(await browser.get('/api/todos')).toMatchObject({ status: 401, body: { code: 'deactivated' } })
    expect(await browser.get('/api/todos')).toMatchObject({ status: 401, body: { code: 'signedOut' } })
    expect((await browser.get('/api/session')).body).toMatchObject({ person: null })
    expect(await browser.signIn(userName, password)).toMatchObject({ status: 403, body: { code: 'deactivated' } })

    expect([200, 204]).toContain((await set(id, userName, true)).status)
    expect((await browser.signIn(userName, password)).status).toBe(200)
    expect((await browser.get('/api/todos')).status).toBe(200)
  })
})

test('A5: every request of a deactivated person is refused, whatever it asks', async () => {
  const asks = [
    ['GET', '/api/session'],
    ['POST', '/api/todos'],
    ['PATCH', '/api/todos/1'],
    ['DELETE', '/api/todos/1'],
    ['GET', '/api/organisation/todos'],
    ['GET', '/api/organisation/people'],
  ] as const
  const userName = 'asker@gridco.example'
  const { id } = await hire(userName)
  for (const [method, path] of asks) {
    await todo.scim.patch(id, { op: 'replace', path: 'active', value: true })
    const browser = todo.browser()
    await browser.signIn(userName, password)
    await todo.scim.patch(id, { op: 'replace', path: 'active', value: false })
    const headers = { 'content-type': 'application/json', origin: todo.url }
    const answer = await browser.send(path, { method, headers, ...(method !== 'GET' && { body: '{"task":"x"}' }) })
    expect({ path, ...answer }).toMatchObject({ path, status: 401, body: { code: 'deactivated' } })
  }
})

test('a deactivated person with a wrong password is told nothing', async () => {
  const { id } = await hire('quiet@gridco.example')
  await todo.scim.patch(id, { op: 'replace', path: 'active', value: false })
  const answer = await todo.browser().signIn('quiet@gridco.example', 'not it')
  expect(answer).toMatchObject({ status: 401, body: { code: 'wrongCredentials' } })
})

test('C21, 2B: a person removed over SCIM is signed out, and leaves their todos to be assigned', async () => {
  const leaver = await hire('removed@gridco.example')
  const manager = await hire('manager-of-leavers@gridco.example')
  await todo.scim.setRoles(manager.id, 'manager')
  const { body: left } = await leaver.browser.post<Todo>('/api/todos', { task: 'Left behind' })
  const { body: assigned } = await manager.browser.post<Todo>('/api/todos', { task: 'Passed on', owner: leaver.id })

  expect((await todo.scim.send('DELETE', `/Users/${leaver.id}`)).status).toBe(204)
  expect(await leaver.browser.get('/api/todos')).toMatchObject({ status: 401, body: { code: 'deactivated' } })
  expect(await leaver.browser.signIn('removed@gridco.example', password)).toMatchObject({ status: 401 })

  const { todos } = (await manager.browser.get<OrganisationTodos>('/api/organisation/todos')).body
  expect(todos.find(({ id }) => id === left.id)).toMatchObject({ task: 'Left behind', owner: null })
  const taken = await manager.browser.patch<Todo>(`/api/todos/${assigned.id}`, { owner: manager.id })
  expect(taken).toMatchObject({ status: 200, body: { owner: { id: manager.id } } })
})

test('a todo whose assigner was removed stays with its owner', async () => {
  const owner = await hire('kept@gridco.example')
  const manager = await hire('leaving-manager@gridco.example')
  await todo.scim.setRoles(manager.id, 'manager')
  const { body: assigned } = await manager.browser.post<Todo>('/api/todos', { task: 'Assigned', owner: owner.id })
  await todo.scim.send('DELETE', `/Users/${manager.id}`)
  const { todos } = (await owner.browser.get<OrganisationTodos>('/api/todos')).body
  expect(todos.find(({ id }) => id === assigned.id)).toMatchObject({ assignedBy: null, owner: { id: owner.id } })
})
