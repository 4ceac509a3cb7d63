import type { Todo } from '@rollcall/todo-api/contract'

/** The id of a todo's task in the table. */
export function taskIdOf(todo: Todo): string {
  return `task-${todo.id}`
}
