import type { Todo } from '@rollcall/todo-api/contract'
import { useState } from 'react'

/** The todo, or the last one there was: a dialog that fades away still says what it was about. */
export function useLastTodo(todo: Todo | undefined): Todo | undefined {
  const [last, setLast] = useState(todo)
  if (todo && todo !== last) setLast(todo)
  return todo ?? last
}
