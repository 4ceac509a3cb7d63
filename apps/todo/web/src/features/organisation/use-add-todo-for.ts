import type { NewTodo, Todo } from '@rollcall/todo-api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import { todosKey } from '../../todos/todos-key.js'

/** Adds a todo for somebody, or for nobody yet. */
export function useAddTodoFor() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (todo: NewTodo & { readonly owner: string | null }) =>
      request<Todo>('POST', '/api/todos', { body: todo }),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: ['people'] })
      await client.invalidateQueries({ queryKey: todosKey })
    },
  })
}
