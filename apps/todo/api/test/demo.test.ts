import { afterAll, expect, test } from 'vitest'
import type { Session, TodoList } from '../src/contract.js'
import { makeDemo, makeDemoIfNew } from '../src/demo/make-demo.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo, temporaryDatabase } from './start-todo.js'

afterAll(removeTemporaryDatabases)

// Noon, so that the day is the same wherever this runs.
const now = () => Date.UTC(2026, 10, 24, 12)

async function running<Result>(options: Parameters<typeof startTodo>[0], use: (todo: RunningTodo) => Promise<Result>) {
  const todo = await startTodo({ now, ...options })
  try {
    return await use(todo)
  } finally {
    await todo.stop()
  }
}

/** Everything that the identity provider and the app's people see of the demo. */
async function picture(todo: RunningTodo) {
  const users = await todo.scim.send<{ readonly Resources: readonly { readonly userName: string }[] }>('GET', '/Users')
  const trinity = todo.browser()
  const { body } = await trinity.signIn('trinity@gridco.example', 'Zion')
  const { todos } = (await trinity.get<TodoList>('/api/todos')).body
  const withoutPlace = JSON.parse(users.text.replaceAll(todo.url, ''))
  return { users: withoutPlace, session: body, todos }
}

test('a new database gets the demo’s organisation, people, key and todos', async () => {
  await running({}, async (todo) => {
    expect(await todo.rollcall.tenants.list()).toMatchObject([{ name: 'gridco.example', people: 2 }])
    const { users } = await picture(todo)
    expect(users.totalResults).toBe(2)
    expect(users.Resources).toMatchObject([
      {
        userName: 'trinity@gridco.example',
        externalId: '32',
        active: true,
        name: { givenName: 'Trinity', familyName: 'JustTrinity' },
        emails: [{ value: 'trinity@gridco.example', type: 'work', primary: true }],
        roles: [{ value: 'todo-er', display: 'Todo-er' }],
      },
      {
        userName: 'somnus.henderson@gridco.example',
        externalId: '31',
        active: true,
        name: { givenName: 'Somnus', familyName: 'Henderson' },
        emails: [{ value: 'somnus.henderson@gridco.example', type: 'work', primary: true }],
      },
    ])
    expect(users.Resources[1].roles ?? []).toEqual([])
    const people = (await todo.browser().get<Session>('/api/session')).body.demo?.people
    expect(people).toEqual([
      { name: 'Trinity JustTrinity', email: 'trinity@gridco.example', roles: ['Todo-er'] },
      { name: 'Somnus Henderson', email: 'somnus.henderson@gridco.example', roles: [] },
    ])
  })
})

test('Trinity’s list looks like somebody’s week', async () => {
  await running({}, async (todo) => {
    const { todos } = await picture(todo)
    const open = todos.filter(({ completedAt }) => completedAt === null)
    const done = todos.filter(({ completedAt }) => completedAt !== null)
    const dues = open.map(({ due }) => due)
    expect(dues.filter((due) => due !== null && due < '2026-11-24')).toHaveLength(1)
    expect(dues.filter((due) => due === '2026-11-24')).toHaveLength(2)
    expect(dues.filter((due) => due !== null && due > '2026-11-24' && due <= '2026-11-29')).toHaveLength(2)
    expect(dues).toContain(null)
    expect(new Set(done.map(({ completedAt }) => completedAt?.slice(0, 10))).size).toBeGreaterThan(2)
    for (const { createdAt, completedAt } of todos) {
      expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.parse(completedAt ?? new Date(now()).toISOString()))
    }
  })
})

test('2D: a restart changes nothing, and neither does making the demo data twice', async () => {
  const database = await temporaryDatabase()
  const before = await running({ database }, picture)
  const after = await running({ database }, async (todo) => {
    await makeDemoIfNew({ rollcall: todo.rollcall, now })
    await makeDemo({ rollcall: todo.rollcall, now })
    return picture(todo)
  })
  expect(after).toEqual(before)
})

test('a restart keeps what was done to the demo: who was removed stays removed, until init-db asks', async () => {
  const database = await temporaryDatabase()
  await running({ database }, async (todo) => {
    const somnus = await todo.rollcall.ofTenant('gridco.example').users.find('userName sw "somnus"')
    await todo.scim.send('DELETE', `/Users/${somnus?.id}`)
    const trinity = todo.browser()
    await trinity.signIn('trinity@gridco.example', 'Zion')
    for (const { id } of (await trinity.get<TodoList>('/api/todos')).body.todos)
      await trinity.remove(`/api/todos/${id}`)
  })
  await running({ database }, async (todo) => {
    const { users, todos, session } = await picture(todo)
    expect(users.totalResults).toBe(1)
    expect(todos).toEqual([])
    expect(session.demo?.people.map(({ name }) => name)).toEqual(['Trinity JustTrinity'])
    await makeDemo({ rollcall: todo.rollcall, now })
    const restored = await picture(todo)
    expect(restored.users.totalResults).toBe(2)
    expect(restored.todos).toEqual([])
  })
})

test('what was begun and not finished is finished at the next start, once', async () => {
  const database = await temporaryDatabase()
  await running({ database, withDemo: false }, async (todo) => {
    await todo.rollcall.database.write([{ sql: "INSERT INTO todo_settings (name, value) VALUES ('demo', 'begun')" }])
    await todo.rollcall.tenants.create('gridco.example', { passwords: true })
  })
  const [first, second] = [await running({ database }, picture), await running({ database }, picture)]
  expect(first.users.totalResults).toBe(2)
  expect(first.todos.length).toBeGreaterThan(10)
  expect(second).toEqual(first)
})

test('a database with organisations of its own gets no demo data', async () => {
  const database = await temporaryDatabase()
  await running({ database, withDemo: false }, (todo) => todo.rollcall.tenants.create('own.example'))
  await running({ database }, async (todo) => {
    expect((await todo.rollcall.tenants.list()).map(({ name }) => name)).toEqual(['own.example'])
    expect((await todo.scim.send('GET', '/Users')).status).toBe(401)
    expect((await todo.browser().get<Session>('/api/session')).body).toEqual({ person: null, demo: null })
  })
})

test('two processes that start on a new database together make the demo data once', async () => {
  const database = await temporaryDatabase()
  const both = await Promise.all([startTodo({ database, now }), startTodo({ database, now })])
  try {
    const { users, todos } = await picture(both[0])
    expect(users.totalResults).toBe(2)
    expect(new Set(todos.map(({ task }) => task)).size).toBe(todos.length)
  } finally {
    for (const todo of both) await todo.stop()
  }
})
