import type { NewTodo, Todo, TodoList } from '@rollcall/todo-api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import { ownTodosKey, todosKey } from '../../todos/todos-key.js'

export function useAddOwnTodo() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (todo: NewTodo) => request<Todo>('POST', '/api/todos', { body: todo }),
    onSuccess: async (added) => {
      await client.cancelQueries({ queryKey: ownTodosKey })
      client.setQueryData<TodoList>(ownTodosKey, (list) => list && { todos: [...list.todos, added] })
      void client.invalidateQueries({ queryKey: todosKey })
    },
  })
}
