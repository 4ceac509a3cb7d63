import type { OrganisationTodos } from '@rollcall/todo-api/contract'
import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request.js'
import { organisationTodosKey } from '../../todos/todos-key.js'

export function useOrganisationTodos() {
  return useQuery({
    queryKey: organisationTodosKey,
    queryFn: ({ signal }) => request<OrganisationTodos>('GET', '/api/organisation/todos', { signal }),
    select: (list) => list.todos,
  })
}
