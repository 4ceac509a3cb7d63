import type { TodoList } from '@rollcall/todo-api/contract'
import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import { ownTodosKey } from '../../todos/todos-key.js'

export function useOwnTodos() {
  return useQuery({
    queryKey: ownTodosKey,
    queryFn: ({ signal }) => request<TodoList>('GET', '/api/todos', { signal }),
    select: (list) => list.todos,
  })
}
