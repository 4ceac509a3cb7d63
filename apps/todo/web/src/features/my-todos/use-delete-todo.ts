import type { Todo, TodoList } from '@rollcall/todo-api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import { changeScope } from '../../todos/change-scope.js'
import { todosKey } from '../../todos/todos-key.js'

export function useDeleteTodo() {
  const client = useQueryClient()
  return useMutation({
    scope: changeScope,
    mutationFn: (todo: Todo) => request<void>('DELETE', `/api/todos/${encodeURIComponent(todo.id)}`),
    onSuccess: async (_, todo) => {
      await client.cancelQueries({ queryKey: todosKey })
      client.setQueriesData<TodoList>({ queryKey: todosKey }, (list) =>
        list ? { ...list, todos: list.todos.filter(({ id }) => id !== todo.id) } : list,
      )
      void client.invalidateQueries({ queryKey: todosKey })
    },
  })
}
