import type { Todo } from '@rollcall/todo-api/contract'
import { type Day, dayOf } from '../../words/day.js'
import { formatDay } from '../../words/format-day.js'

/** "Tuesday 24 November. 3 done today, 6 to go." */
export function PlateWords({ todos, today }: { readonly todos: readonly Todo[]; readonly today: Day }) {
  const date = formatDay(today, 'long-with-weekday')
  if (todos.length === 0) return `${date}. Nothing yet.`
  const done = todos.filter((todo) => todo.completedAt !== null && dayOf(new Date(todo.completedAt)) === today).length
  const open = todos.filter((todo) => todo.completedAt === null).length
  return `${date}. ${done.toLocaleString('en-GB')} done today, ${open === 0 ? 'nothing' : open.toLocaleString('en-GB')} to go.`
}
