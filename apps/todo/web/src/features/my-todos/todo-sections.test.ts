import type { Todo } from '@rollcall/todo-api/contract'
import { expect, test } from 'vitest'
import { type Show, todoSections } from './todo-sections.js'

const today = '2026-11-24'

test('open todos stand under their due date, the earliest first', () => {
  const todos = [todo('later', '2026-12-01'), todo('none', null), todo('late', '2026-11-20'), todo('now', today)]
  expect(outline(todos, 'open')).toEqual(['Overdue 1: late', 'Today 1: now', 'Later 1: later', 'No date 1: none'])
})

test('a todo ticked just now stays in its place and is not counted', () => {
  const todos = [todo('a', today), todo('b', today, at(24, 10))]
  expect(outline(todos, 'open', ['b'])).toEqual(['Today 1: a b'])
  expect(outline(todos, 'open')).toEqual(['Today 1: a'])
})

test('done todos stand under the day on which they were done, the latest first', () => {
  const todos = [todo('old', null, at(2, 9)), todo('nine', null, at(24, 9)), todo('ten', null, at(24, 10))]
  const recent = [todo('yesterday', null, at(23, 9)), todo('friday', null, at(20, 9))]
  expect(outline([...todos, ...recent], 'done')).toEqual([
    'Done today 2: ten nine',
    'Done yesterday 1: yesterday',
    'Done in the last 7 days 1: friday',
    'Done earlier 1: old',
  ])
})

test('with all shown, nothing stands twice', () => {
  const todos = [todo('a', today, at(24, 9)), todo('b', null)]
  expect(outline(todos, 'all', ['a'])).toEqual(['Today 0: a', 'No date 1: b'])
  expect(outline(todos, 'all')).toEqual(['No date 1: b', 'Done today 1: a'])
})

function outline(todos: readonly Todo[], show: Show, justDone: readonly string[] = []) {
  return todoSections(todos, { show, today, justDone: new Set(justDone) }).map(
    (section) => `${section.heading} ${section.count}: ${section.todos.map(({ id }) => id).join(' ')}`,
  )
}

function todo(id: string, due: string | null, completedAt: string | null = null): Todo {
  return { id, task: id, due, completedAt, createdAt: at(1, 8), owner: null, assignedBy: null }
}

function at(day: number, hour: number): string {
  return new Date(2026, 10, day, hour).toISOString()
}
