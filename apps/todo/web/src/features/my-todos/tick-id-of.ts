import type { Todo } from '@rollcall/todo-api/contract'

/** The id of a todo's tick box on the page. */
export function tickIdOf(todo: Todo): string {
  return `tick-${todo.id}`
}
