import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrganisationPeople, OrganisationTodos, Problem, Session, Todo, TodoList } from '../src/contract.js'
import type { Browser } from './browser.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

type Role = 'todo-er' | 'todo-auditor' | 'manager' | 'none'

interface Staff {
  readonly id: string
  readonly browser: Browser
}

let todo: RunningTodo
const staff = new Map<Role, Staff>()

beforeAll(async () => {
  todo = await startTodo()
  for (const role of ['todo-er', 'todo-auditor', 'manager', 'none'] as const) staff.set(role, await hire(role))
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

async function hire(role: Role, name: string = role): Promise<Staff> {
  const userName = `${name}@gridco.example`
  const { id } = await todo.scim.createPerson({
    userName,
    password: 'a password for tests',
    roles: role === 'none' ? [] : [role],
    givenName: name,
    familyName: 'Tester',
  })
  const browser = todo.browser()
  expect((await browser.signIn(userName, 'a password for tests')).status).toBe(200)
  return { id, browser }
}

function as(role: Role): Staff {
  const member = staff.get(role)
  if (!member) throw new Error(`nobody is hired as '${role}'`)
  return member
}

async function add(owner: Staff, task = 'A task'): Promise<Todo> {
  const { status, body } = await owner.browser.post<Todo>('/api/todos', { task })
  expect(status).toBe(201)
  return body
}

describe('A6: roles authorise', () => {
  test.each([
    ['todo-er', ['todo:own']],
    ['todo-auditor', ['todo:audit']],
    ['manager', ['todo:own', 'todo:audit', 'todo:assign', 'todo:complete-any']],
    ['none', []],
  ] as const)('%s: the session names the permissions %j', async (role, permissions) => {
    const { body } = await as(role).browser.get<Session>('/api/session')
    expect(body.person?.permissions).toEqual(permissions)
    expect(body.person?.rolesOffered.map(({ value }) => value)).toEqual(['todo-er', 'todo-auditor', 'manager'])
  })

  // [request, [Todo-er, Todo Auditor, Manager, none]]
  const refused = (status: number, code: string) => ({ status, code })
  const table: [string, (browser: Browser) => Promise<{ status: number; body: unknown }>, object[]][] = [
    [
      'GET /api/todos',
      (browser) => browser.get('/api/todos'),
      [{ status: 200 }, refused(403, 'notAllowed'), { status: 200 }, refused(403, 'noAccess')],
    ],
    [
      'POST /api/todos for oneself',
      (browser) => browser.post('/api/todos', { task: 'Mine' }),
      [{ status: 201 }, refused(403, 'notAllowed'), { status: 201 }, refused(403, 'noAccess')],
    ],
    [
      'POST /api/todos for nobody yet',
      (browser) => browser.post('/api/todos', { task: 'Open', owner: null }),
      [refused(403, 'notAllowed'), refused(403, 'notAllowed'), { status: 201 }, refused(403, 'noAccess')],
    ],
    [
      'GET /api/organisation/todos',
      (browser) => browser.get('/api/organisation/todos'),
      [refused(403, 'notAllowed'), { status: 200 }, { status: 200 }, refused(403, 'noAccess')],
    ],
    [
      'GET /api/organisation/people',
      (browser) => browser.get('/api/organisation/people'),
      [refused(403, 'notAllowed'), { status: 200 }, { status: 200 }, refused(403, 'noAccess')],
    ],
    [
      'PATCH of an unknown todo',
      (browser) => browser.patch('/api/todos/0b8f6f1e-6f0e-4a35-9a6c-0b9a4a1f2c11', { completed: true }),
      [refused(404, 'notFound'), refused(404, 'notFound'), refused(404, 'notFound'), refused(403, 'noAccess')],
    ],
  ]
  const roles = ['todo-er', 'todo-auditor', 'manager', 'none'] as const
  for (const [name, ask, expected] of table) {
    test.each(roles.map((role, index) => [role, expected[index]] as const))(
      `${name}, as %s: %j`,
      async (role, wanted) => {
        const { status, body } = await ask(as(role).browser)
        expect({ ...(body as object), status }).toMatchObject(wanted ?? {})
      },
    )
  }

  // [change of a Todo-er's todo, [another Todo-er, Todo Auditor, Manager, none]]
  const changes: [string, () => object, number[]][] = [
    ['complete', () => ({ completed: true }), [404, 403, 200, 403]],
    ['move the due date of', () => ({ due: '2026-12-24' }), [404, 403, 200, 403]],
    ['assign', () => ({ owner: as('manager').id }), [404, 403, 200, 403]],
    ['take from its owner', () => ({ owner: null }), [404, 403, 200, 403]],
    ['reword', () => ({ task: 'Something else' }), [404, 403, 403, 403]],
    ['complete and reword', () => ({ completed: true, task: 'Something else' }), [404, 403, 403, 403]],
  ]
  for (const [deed, change, statuses] of changes) {
    test.each(roles.map((role, index) => [role, statuses[index]] as const))(
      `another’s todo: to ${deed} it as %s answers %i`,
      async (role, status) => {
        const owner = role === 'todo-er' ? await hire('todo-er', `owner-${deed.replaceAll(' ', '-')}`) : as('todo-er')
        const theirs = await add(owner)
        const answer = await as(role).browser.patch<Problem>(`/api/todos/${theirs.id}`, change())
        expect(answer.status).toBe(status)
        if (status !== 200) {
          const { todos } = (await owner.browser.get<TodoList>('/api/todos')).body
          expect(todos.find(({ id }) => id === theirs.id)).toEqual(theirs)
        }
      },
    )
  }

  test.each([
    ['todo-auditor', 403],
    ['manager', 403],
    ['none', 403],
  ] as const)('others’ todos are not deleted: as %s %i', async (role, status) => {
    const theirs = await add(as('todo-er'))
    expect((await as(role).browser.remove(`/api/todos/${theirs.id}`)).status).toBe(status)
    const { todos } = (await as('todo-er').browser.get<TodoList>('/api/todos')).body
    expect(todos.map(({ id }) => id)).toContain(theirs.id)
  })
})

test('a Todo-er adds, changes, completes, reopens and deletes a todo of their own', async () => {
  const { browser, id: me } = as('todo-er')
  const made = await add(as('todo-er'), '  Water the plants ')
  expect(made).toMatchObject({
    task: 'Water the plants',
    due: null,
    completedAt: null,
    assignedBy: null,
    owner: { id: me },
  })
  const path = `/api/todos/${made.id}`
  expect((await browser.patch(path, { task: 'Water them all', due: '2026-12-01' })).body).toMatchObject({
    task: 'Water them all',
    due: '2026-12-01',
  })
  const done = (await browser.patch<Todo>(path, { completed: true })).body
  expect(Date.parse(done.completedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect((await browser.patch<Todo>(path, { completed: true })).body.completedAt).toBe(done.completedAt)
  expect((await browser.patch<Todo>(path, { completed: false })).body.completedAt).toBe(null)
  expect((await browser.remove(path)).status).toBe(204)
  expect((await browser.remove(path)).status).toBe(404)
})

test('a Manager assigns a todo: its new owner sees it, and by whom; handing it on is the Manager’s', async () => {
  const manager = as('manager')
  const owner = as('todo-er')
  const { body } = await manager.browser.post<Todo>('/api/todos', {
    task: 'Check the relay',
    due: '2026-12-03',
    owner: owner.id,
  })
  expect(body).toMatchObject({ owner: { id: owner.id, displayName: 'todo-er Tester' }, assignedBy: { id: manager.id } })
  const seen = (await owner.browser.get<TodoList>('/api/todos')).body.todos.find(({ id }) => id === body.id)
  expect(seen).toEqual(body)
  expect((await owner.browser.patch(`/api/todos/${body.id}`, { owner: manager.id })).status).toBe(403)
  const taken = await manager.browser.patch<Todo>(`/api/todos/${body.id}`, { owner: manager.id })
  expect(taken.body).toMatchObject({ owner: { id: manager.id }, assignedBy: null })
  expect((await owner.browser.get(`/api/todos`)).text).not.toContain(body.id)
})

test('a todo is assigned to nobody who is not there, and to nobody who is deactivated', async () => {
  const gone = await hire('todo-er', 'gone')
  await todo.scim.patch(gone.id, { op: 'replace', path: 'active', value: false })
  for (const owner of [gone.id, 'nobody', "'; DROP TABLE todos; --"]) {
    const answer = await as('manager').browser.post<Problem>('/api/todos', { task: 'For whom?', owner })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
  }
})

test('the Auditor reads every todo of the organisation, with the names of its people', async () => {
  const mine = await add(as('manager'), 'Of the Manager')
  const { todos } = (await as('todo-auditor').browser.get<OrganisationTodos>('/api/organisation/todos')).body
  expect(todos.find(({ id }) => id === mine.id)?.owner?.displayName).toBe('manager Tester')
  const owners = new Set(todos.map(({ owner }) => owner?.displayName))
  expect(owners).toContain('Trinity JustTrinity')
})

test('the Auditor reads the organisation’s people, with what they hold and how much they have to do', async () => {
  await add(as('todo-er'))
  const { people } = (await as('todo-auditor').browser.get<OrganisationPeople>('/api/organisation/people')).body
  const names = people.map(({ displayName }) => displayName.toLowerCase())
  expect(names).toEqual([...names].sort())
  expect(people.find(({ id }) => id === as('todo-er').id)).toMatchObject({
    userName: 'todo-er@gridco.example',
    active: true,
    roles: [{ value: 'todo-er', display: 'Todo-er' }],
    entitlements: [],
  })
  const own = (await as('todo-er').browser.get<TodoList>('/api/todos')).body.todos.filter(
    ({ completedAt }) => !completedAt,
  )
  expect(people.find(({ id }) => id === as('todo-er').id)?.openTodos).toBe(own.length)
})

test('a grant counts from the next request on, and so does its removal', async () => {
  const { id, browser } = await hire('none', 'promoted')
  expect((await browser.get('/api/todos')).status).toBe(403)
  await todo.scim.setRoles(id, 'todo-er')
  expect((await browser.get('/api/todos')).status).toBe(200)
  await todo.scim.setRoles(id, 'manager')
  expect((await browser.get('/api/organisation/todos')).status).toBe(200)
  await todo.scim.setRoles(id)
  expect(await browser.get('/api/organisation/todos')).toMatchObject({ status: 403, body: { code: 'noAccess' } })
  expect((await browser.get<Session>('/api/session')).body.person?.roles).toEqual([])
})

test('an entitlement that was granted over SCIM stands on the profile, in words', async () => {
  const { id, browser } = await hire('todo-er', 'tall')
  const granted = await todo.scim.patch(id, {
    op: 'add',
    path: 'entitlements',
    value: [{ value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }],
  })
  expect(granted.status).toBe(200)
  const { person } = (await browser.get<Session>('/api/session')).body
  expect(person?.entitlements).toEqual([
    {
      value: 'is_tall',
      display: 'This user is so tall',
      type: 'Characteristic',
      description: 'Taller than most, and the first to be asked about the top shelf.',
    },
  ])
})
