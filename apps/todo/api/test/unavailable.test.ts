import { holdFile } from '@rollcall/server/testing'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { Problem, TodoList } from '../src/contract.js'
import { isOnPostgres } from './database-place.js'
import { removeTemporaryDatabases, startTodo } from './start-todo.js'

afterAll(removeTemporaryDatabases)

test.skipIf(isOnPostgres)(
  'a database that another process holds is 503 with a sentence, and nothing is lost',
  async () => {
    const todo = await startTodo({ databaseBusyTimeoutMs: 50 })
    onTestFinished(() => todo.stop())
    const browser = todo.browser()
    await browser.signIn('trinity@gridco.example', 'Zion')
    const before = (await browser.get<TodoList>('/api/todos')).body.todos.length
    const letGo = holdFile(todo.database)
    const refused = await browser.post<Problem>('/api/todos', { task: 'Wait' })
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 503, code: 'unavailable' })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.body.message).toMatch(/try again/)
    expect((await browser.get<TodoList>('/api/todos')).body.todos).toHaveLength(before)
    letGo()
    expect((await browser.post('/api/todos', { task: 'Wait' })).status).toBe(201)
    expect((await browser.get<TodoList>('/api/todos')).body.todos).toHaveLength(before + 1)
  },
)
