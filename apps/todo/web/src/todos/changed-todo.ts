import type { PersonRef, Todo, TodoChange } from '@rollcall/todo-api/contract'

/** A todo as it will be after a change, to show it before the server has answered. */
export function changedTodo(todo: Todo, change: TodoChange, owner: PersonRef | null | undefined, now: Date): Todo {
  return {
    ...todo,
    ...(change.task !== undefined && { task: change.task.trim() }),
    ...(change.due !== undefined && { due: change.due }),
    ...(change.completed !== undefined && {
      completedAt: change.completed ? (todo.completedAt ?? now.toISOString()) : null,
    }),
    ...(change.owner !== undefined && owner !== undefined && { owner }),
  }
}
