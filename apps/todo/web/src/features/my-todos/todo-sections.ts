import type { Todo } from '@rollcall/todo-api/contract'
import { type DueGroup, dueGroupOf, dueGroups } from '../../todos/due-group.js'
import { addDays, type Day, dayOf } from '../../words/day.js'

export type Show = 'open' | 'done' | 'all'

export interface TodoSection {
  readonly key: string
  readonly heading: string
  readonly needsYou: boolean
  /** How many are meant by the heading: a todo ticked just now still stands in an open section, and is not counted. */
  readonly count: number
  readonly todos: readonly Todo[]
}

/** The list as a page shows it: open ones by due date, done ones by the day on which they were done. */
export function todoSections(
  todos: readonly Todo[],
  { show, today, justDone }: { readonly show: Show; readonly today: Day; readonly justDone: ReadonlySet<string> },
): readonly TodoSection[] {
  const open = todos.filter((todo) => todo.completedAt === null || justDone.has(todo.id))
  const done = todos.filter((todo) => todo.completedAt !== null && !(show === 'all' && justDone.has(todo.id)))
  switch (show) {
    case 'open':
      return openSections(open, today)
    case 'done':
      return doneSections(done, today)
    case 'all':
      return [...openSections(open, today), ...doneSections(done, today)]
  }
}

function openSections(todos: readonly Todo[], today: Day): readonly TodoSection[] {
  const sorted = [...todos].sort(byDueThenAge)
  return (Object.keys(dueGroups) as DueGroup[])
    .map((group) => {
      const members = sorted.filter((todo) => dueGroupOf(todo.due, today) === group)
      return {
        key: group,
        heading: dueGroups[group],
        needsYou: group === 'overdue',
        count: members.filter((todo) => todo.completedAt === null).length,
        todos: members,
      }
    })
    .filter((section) => section.todos.length > 0)
}

function doneSections(todos: readonly Todo[], today: Day): readonly TodoSection[] {
  const sorted = [...todos].sort((a, b) => (b.completedAt ?? '').localeCompare(a.completedAt ?? ''))
  const headings = ['Done today', 'Done yesterday', 'Done in the last 7 days', 'Done earlier']
  return headings
    .map((heading, index) => {
      const members = sorted.filter((todo) => doneGroupOf(todo, today) === index)
      return { key: heading, heading, needsYou: false, count: members.length, todos: members }
    })
    .filter((section) => section.todos.length > 0)
}

function doneGroupOf(todo: Todo, today: Day): number {
  const day = dayOf(new Date(todo.completedAt ?? 0))
  if (day >= today) return 0
  if (day === addDays(today, -1)) return 1
  return day > addDays(today, -7) ? 2 : 3
}

function byDueThenAge(a: Todo, b: Todo): number {
  const byDue = (a.due ?? '9999').localeCompare(b.due ?? '9999')
  return byDue === 0 ? a.createdAt.localeCompare(b.createdAt) : byDue
}
