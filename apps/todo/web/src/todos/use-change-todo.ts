import type { PersonRef, Todo, TodoChange, TodoList } from '@rollcall/todo-api/contract'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../api/request.js'
import { notifyProblem } from '../notices/notify.js'
import { changeScope } from './change-scope.js'
import { changedTodo } from './changed-todo.js'
import { todosKey } from './todos-key.js'

const key = ['change-todo']

/** Changes a todo: the page shows it at once, and takes it back with a word if the server refuses. */
export function useChangeTodo() {
  const client = useQueryClient()
  return useMutation({
    mutationKey: key,
    scope: changeScope,
    mutationFn: ({ todo, change }: { todo: Todo; change: TodoChange; owner?: PersonRef | null }) =>
      request<Todo>('PATCH', `/api/todos/${encodeURIComponent(todo.id)}`, { body: change }),
    onMutate: async ({ todo, change, owner }) => {
      await client.cancelQueries({ queryKey: todosKey })
      replaceTodo(client, changedTodo(todo, change, owner, new Date()))
    },
    onSuccess: (todo) => {
      if (client.isMutating({ mutationKey: key }) === 1) replaceTodo(client, todo)
    },
    onError: (error, { todo }) => {
      replaceTodo(client, todo)
      notifyProblem(`“${todo.task}” was not changed.`, error)
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: key }) > 1) return
      void client.invalidateQueries({ queryKey: todosKey })
      void client.invalidateQueries({ queryKey: ['people'] })
    },
  })
}

function replaceTodo(client: QueryClient, todo: Todo): void {
  client.setQueriesData<TodoList>({ queryKey: todosKey }, (list) =>
    list ? { ...list, todos: list.todos.map((each) => (each.id === todo.id ? todo : each)) } : list,
  )
}
