import type { Todo } from '@rollcall/todo-api/contract'
import { expect, test } from 'vitest'
import { completedDays } from './completed-days.js'

test('the last seven days are counted, today last, and nothing older', () => {
  const done = [17, 18, 23, 23, 24].map((day) => completed(new Date(2026, 10, day, 12)))
  expect(completedDays([...done, completed(null)], '2026-11-24')).toEqual([
    { day: '2026-11-18', count: 1 },
    { day: '2026-11-19', count: 0 },
    { day: '2026-11-20', count: 0 },
    { day: '2026-11-21', count: 0 },
    { day: '2026-11-22', count: 0 },
    { day: '2026-11-23', count: 2 },
    { day: '2026-11-24', count: 1 },
  ])
})

function completed(at: Date | null): Todo {
  const completedAt = at?.toISOString() ?? null
  return { id: '', task: '', due: null, completedAt, createdAt: '', owner: null, assignedBy: null }
}
