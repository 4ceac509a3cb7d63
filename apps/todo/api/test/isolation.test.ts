import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrganisationPeople, OrganisationTodos, Todo } from '../src/contract.js'
import type { Browser } from './browser.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

const password = 'a password for tests'
let todo: RunningTodo
let trinity: Browser
let trinityId: string
let neo: Browser
let neoId: string

beforeAll(async () => {
  todo = await startTodo()
  await todo.rollcall.tenants.create('zion.example', { passwords: true })
  const { key } = await todo.rollcall.tenants.issueKey('zion.example')
  const zion = todo.scimWith(key)
  neoId = (await zion.createPerson({ userName: 'neo@zion.example', password, roles: ['manager'] })).id
  // The same name, in the other organisation.
  await zion.createPerson({ userName: 'trinity@gridco.example', password, roles: ['manager'] })
  neo = todo.browser()
  expect((await neo.signIn('neo@zion.example', password)).status).toBe(200)
  trinity = todo.browser()
  const { body } = await trinity.signIn('trinity@gridco.example', 'Zion')
  trinityId = body.person?.id ?? ''
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

describe('A7: one organisation’s todos are not there for another', () => {
  test('whoever knows a todo’s id cannot change, assign or delete it', async () => {
    const { body: hers } = await trinity.post<Todo>('/api/todos', { task: 'Hers' })
    for (const change of [
      { completed: true },
      { owner: neoId },
      { owner: null },
      { due: '2026-12-01' },
      { task: 'x' },
    ]) {
      expect(await neo.patch(`/api/todos/${hers.id}`, change)).toMatchObject({
        status: 404,
        body: { code: 'notFound' },
      })
    }
    expect((await neo.remove(`/api/todos/${hers.id}`)).status).toBe(404)
    const { todos } = (await trinity.get<OrganisationTodos>('/api/todos')).body
    expect(todos.find(({ id }) => id === hers.id)).toEqual(hers)
  })

  test('the answer for another’s todo is the answer for one that does not exist', async () => {
    const { body: hers } = await trinity.post<Todo>('/api/todos', { task: 'Hers' })
    const other = (await neo.patch(`/api/todos/${hers.id}`, { completed: true })).body
    const none = (await neo.patch('/api/todos/0b8f6f1e-6f0e-4a35-9a6c-0b9a4a1f2c11', { completed: true })).body
    expect({ ...(other as object), requestId: '' }).toEqual({ ...(none as object), requestId: '' })
  })

  test('a Manager reads the todos and the people of their own organisation only', async () => {
    await neo.post('/api/todos', { task: 'Of Zion' })
    const { todos } = (await neo.get<OrganisationTodos>('/api/organisation/todos')).body
    expect(todos.map(({ task }) => task)).toEqual(['Of Zion'])
    const { people } = (await neo.get<OrganisationPeople>('/api/organisation/people')).body
    expect(people.map(({ userName }) => userName).sort()).toEqual(['neo@zion.example', 'trinity@gridco.example'])
    expect(people.map(({ id }) => id)).not.toContain(trinityId)
  })

  test('a todo cannot be assigned to another organisation’s person', async () => {
    const answer = await neo.post('/api/todos', { task: 'For her', owner: trinityId })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

test('A19: a password of one organisation does not open the account of that name in another', async () => {
  expect((await todo.browser().signIn('trinity@gridco.example', password)).status).toBe(401)
})

test('A3, A4: another organisation’s key does not end a session here', async () => {
  const { key } = await todo.rollcall.tenants.issueKey('zion.example')
  const answer = await todo.scimWith(key).patch(trinityId, { op: 'replace', path: 'active', value: false })
  expect(answer.status).toBe(404)
  expect((await trinity.get('/api/todos')).status).toBe(200)
})

test('an organisation’s own roles allow what they say, in the app too', async () => {
  await todo.rollcall.tenants.addRole('zion.example', 'reader-and-writer', {
    display: 'Reader and writer',
    allows: ['todo:own', 'todo:audit'],
  })
  const { key } = await todo.rollcall.tenants.issueKey('zion.example')
  await todo.scimWith(key).createPerson({ userName: 'tank@zion.example', password, roles: ['reader-and-writer'] })
  const tank = todo.browser()
  const { body } = await tank.signIn('tank@zion.example', password)
  expect(body.person?.permissions).toEqual(['todo:own', 'todo:audit'])
  expect((await tank.get('/api/organisation/todos')).status).toBe(200)
})
