import type { Todo } from '@rollcall/todo-api/contract'
import { useMe } from '../../session/use-me.js'
import { dueWords, lateWords } from '../../todos/due-words.js'
import { type Day, dayOf } from '../../words/day.js'
import { formatDay } from '../../words/format-day.js'
import classes from './selected-todos.module.css'

/** Whose a todo is, who assigned it, since when it is here, and when it is due. */
export function SelectedWords({ todo, today }: { readonly todo: Todo; readonly today: Day }) {
  const me = useMe()
  const nameOf = (person: { id: string; displayName: string }) => (person.id === me.id ? 'you' : person.displayName)
  const owner = todo.owner ? `Assigned to ${nameOf(todo.owner)}` : 'Assigned to nobody'
  const by = todo.owner && todo.assignedBy ? ` by ${nameOf(todo.assignedBy)}` : ''
  return (
    <p className={classes.quiet}>
      {owner}
      {by}. Added {formatDay(dayOf(new Date(todo.createdAt)), 'short', today)}. {whenWords(todo, today)}.
    </p>
  )
}

function whenWords(todo: Todo, today: Day): string {
  if (todo.completedAt !== null) return `Done ${formatDay(dayOf(new Date(todo.completedAt)), 'short', today)}`
  if (todo.due === null) return 'No due date'
  const late = lateWords(todo.due, today)
  if (late) return `Due ${dueWords(todo.due, today)}, ${late}`
  return todo.due === today ? 'Due today' : `Due ${dueWords(todo.due, today)}`
}
