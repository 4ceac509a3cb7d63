import type { Todo } from '@rollcall/todo-api/contract'
import { expect, test } from 'vitest'
import { filterTodos } from './filter-todos.js'
import { loadByPerson } from './load-by-person.js'
import { type OrganisationSearch, readOrganisationSearch } from './organisation-search.js'

const today = '2026-11-24'
const todos = [
  todo('relay', { due: '2026-11-18' }),
  todo('readings', { due: '2026-11-20', owner: 'Trinity' }),
  todo('badges', { due: '2026-11-27', owner: 'Trinity' }),
  todo('lease', { owner: 'Ravi' }),
  todo('audit', { owner: 'Ravi', completedAt: '2026-11-20T08:00:00.000Z' }),
  todo('drill', { owner: 'Trinity', completedAt: '2026-11-23T08:00:00.000Z' }),
]

test.each<[OrganisationSearch, string]>([
  [{}, 'relay readings badges lease'],
  [{ order: 'latest' }, 'lease badges readings relay'],
  [{ show: 'late' }, 'relay readings'],
  [{ show: 'done' }, 'drill audit'],
  [{ who: 'nobody' }, 'relay'],
  [{ who: 'Ravi' }, 'lease'],
  [{ find: ' READ' }, 'readings'],
  [{ find: 'trinity', show: 'late' }, 'readings'],
  [{ find: 'zebra' }, ''],
])('%j leaves %j', (search, tasks) => {
  expect(ids(filterTodos(todos, search, today).shown)).toBe(tasks)
})

test('the counts follow the person and the text, not the choice between them', () => {
  expect(filterTodos(todos, { show: 'done' }, today).counts).toEqual({ open: 4, late: 2, done: 2 })
  expect(filterTodos(todos, { who: 'Trinity' }, today).counts).toEqual({ open: 2, late: 1, done: 1 })
})

test('the load is what is open, late apart, and nobody stands last', () => {
  const loads = loadByPerson(todos, today).map(({ person, onTime, late }) => [person?.displayName, onTime, late])
  expect(loads).toEqual([
    ['Trinity', 1, 1],
    ['Ravi', 1, 0],
    [undefined, 0, 1],
  ])
})

test('an address with something else in it is read as far as it makes sense', () => {
  expect(readOrganisationSearch({ show: 'late', who: 'a', find: 'b', order: 'latest', more: 1 })).toEqual({
    show: 'late',
    who: 'a',
    find: 'b',
    order: 'latest',
  })
  expect(readOrganisationSearch({ show: 'everything', who: 7, find: '', order: 'up' })).toEqual({})
})

function ids(list: readonly Todo[]): string {
  return list.map(({ id }) => id).join(' ')
}

function todo(
  id: string,
  { due = null, owner, completedAt = null }: { due?: string | null; owner?: string; completedAt?: string | null },
): Todo {
  const person = owner === undefined ? null : { id: owner, displayName: owner }
  return { id, task: id, due, completedAt, createdAt: '2026-11-01T08:00:00.000Z', owner: person, assignedBy: null }
}
