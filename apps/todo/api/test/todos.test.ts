import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OrganisationTodos, Problem, Session, Todo, TodoList } from '../src/contract.js'
import { createTodoTable } from '../src/todos/todo-table.js'
import type { Browser } from './browser.js'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

const password = 'a password for tests'
let now = Date.UTC(2026, 10, 24, 9)
let count = 0
let todo: RunningTodo
let browser: Browser

beforeAll(async () => {
  todo = await startTodo({ now: () => now })
})

beforeEach(async () => {
  const userName = `todo-er-${++count}@gridco.example`
  await todo.scim.createPerson({ userName, password, roles: ['todo-er'] })
  browser = todo.browser()
  await browser.signIn(userName, password)
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
})

async function add(task: string, due: string | null = null): Promise<Todo> {
  now += 1_000
  return (await browser.post<Todo>('/api/todos', { task, due })).body
}

test('2D: todos come in order: open ones by due date, then by age; behind them the done ones, latest first', async () => {
  for (const [task, due] of [
    ['no date, older', null],
    ['later', '2027-01-01'],
    ['no date, newer', null],
    ['same day, older', '2026-11-30'],
    ['same day, newer', '2026-11-30'],
    ['overdue', '2026-11-01'],
  ] as const) {
    await add(task, due)
  }
  for (const task of ['done first', 'done last']) {
    const { id } = await add(task, '2026-01-01')
    now += 1_000
    await browser.patch(`/api/todos/${id}`, { completed: true })
  }
  const { todos } = (await browser.get<TodoList>('/api/todos')).body
  expect(todos.map(({ task }) => task)).toEqual([
    'overdue',
    'same day, older',
    'same day, newer',
    'later',
    'no date, older',
    'no date, newer',
    'done last',
    'done first',
  ])
})

test('2D: what cannot be a todo is refused with a sentence, and nothing is kept', async () => {
  for (const body of [
    { task: ' ' },
    { task: 'x'.repeat(501) },
    { task: 'x', due: '2026-02-30' },
    {},
    [],
    null,
    'text',
  ]) {
    const answer = await browser.post<Problem>('/api/todos', body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(answer.body.message).toMatch(/^.{10,}\.$/)
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
  }
  expect((await browser.get<TodoList>('/api/todos')).body.todos).toEqual([])
})

test('the refusal names what was wrong', async () => {
  const messageOf = async (body: object) => (await browser.post<Problem>('/api/todos', body)).body.message
  expect(await messageOf({ task: 'x', due: 'tomorrow' })).toContain("'due'")
  expect(await messageOf({ task: 'x', urgent: true })).toBe("There is no field 'urgent' here.")
  expect(await messageOf({ task: '' })).toContain("'task'")
})

test('a change sets what it names and leaves the rest', async () => {
  const made = await add('Keep me', '2026-12-01')
  const path = `/api/todos/${made.id}`
  expect((await browser.patch(path, {})).body).toEqual(made)
  expect((await browser.patch(path, { due: null })).body).toEqual({ ...made, due: null })
  expect((await browser.patch(path, { task: 'Kept' })).body).toEqual({ ...made, due: null, task: 'Kept' })
})

test('changes of different things at the same time are all kept', async () => {
  const { id } = await add('One')
  await Promise.all([
    browser.patch(`/api/todos/${id}`, { task: 'Two' }),
    browser.patch(`/api/todos/${id}`, { due: '2026-12-05' }),
    browser.patch(`/api/todos/${id}`, { completed: true }),
  ])
  const { todos } = (await browser.get<TodoList>('/api/todos')).body
  expect(todos).toMatchObject([{ task: 'Two', due: '2026-12-05', completedAt: expect.any(String) }])
})

test('what was decided about a todo holds only while its owner is the one that was seen', async () => {
  const { id, owner } = await add('Passed on meanwhile')
  const table = createTodoTable(todo.rollcall.database, 'gridco.example')
  const seen = await table.find(id)
  if (!seen) throw new Error('the todo is not there')
  expect(await table.change(seen, { owner: { id: 'somebody-else', assignedBy: owner?.id ?? null } })).toBe(true)
  expect(await table.change(seen, { completed: now })).toBe(false)
  expect(await table.remove(seen)).toBe(false)
  expect(await table.find(id)).toMatchObject({ owner: 'somebody-else', completed: undefined })
})

test('2B: a todo that is not there answers 404, whatever its id looks like', async () => {
  const ids = ['1', '2147483648', '-1', 'null', '%00', '..%2f..', 'x'.repeat(2_000), "'%20OR%20'1'='1"]
  for (const id of ids) {
    expect(await browser.patch(`/api/todos/${id}`, { completed: true })).toMatchObject({ status: 404 })
    expect(await browser.remove(`/api/todos/${id}`)).toMatchObject({ status: 404, body: { code: 'notFound' } })
  }
})

test('text comes back as it was written: nothing in it is SQL or HTML', async () => {
  for (const task of [
    "Robert'); DROP TABLE todos; --",
    '<img src=x onerror=alert(1)>',
    '100 % of “everything”, 🌻',
    'ＦＵＬＬ',
  ]) {
    const made = await add(task)
    expect(made.task).toBe(task)
    const { todos } = (await browser.get<TodoList>('/api/todos')).body
    expect(todos.find(({ id }) => id === made.id)?.task).toBe(task)
  }
})

test('names are those that people have now', async () => {
  const { person } = (await browser.get<Session>('/api/session')).body
  const { id } = await add('Whose?')
  const changed = await todo.scim.patch(person?.id ?? '', { op: 'replace', path: 'displayName', value: 'New Name' })
  expect(changed.status).toBe(200)
  const { todos } = (await browser.get<OrganisationTodos>('/api/todos')).body
  expect(todos.find((each) => each.id === id)?.owner?.displayName).toBe('New Name')
})
