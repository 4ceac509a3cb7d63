import type { NewTodo, Todo, TodoList } from '@rollcall/todo-api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import type { RequestError } from '../../api/request-error.js'
import { ownTodosKey, todosKey } from '../../todos/todos-key.js'

export interface AddedTodo {
  readonly todo: NewTodo
  /** What the person typed for it. */
  readonly entered: string
}

/** Several may be on their way at once: a refusal is told of each. */
export function useAddOwnTodo(onRefused: (added: AddedTodo, error: RequestError) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ todo }: AddedTodo) => request<Todo>('POST', '/api/todos', { body: todo }),
    onSuccess: async (added) => {
      await client.cancelQueries({ queryKey: ownTodosKey })
      client.setQueryData<TodoList>(ownTodosKey, (list) => list && { todos: [...list.todos, added] })
      void client.invalidateQueries({ queryKey: todosKey })
    },
    onError: (error, added) => onRefused(added, error),
  })
}
