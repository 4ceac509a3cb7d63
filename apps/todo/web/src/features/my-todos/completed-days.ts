import type { Todo } from '@rollcall/todo-api/contract'
import { addDays, type Day, dayOf } from '../../words/day.js'

/** How many todos were completed on each of the last seven days, today last. */
export function completedDays(todos: readonly Todo[], today: Day): readonly { day: Day; count: number }[] {
  const days = todos.flatMap((todo) => (todo.completedAt === null ? [] : [dayOf(new Date(todo.completedAt))]))
  return Array.from({ length: 7 }, (_, index) => {
    const day = addDays(today, index - 6)
    return { day, count: days.filter((each) => each === day).length }
  })
}
