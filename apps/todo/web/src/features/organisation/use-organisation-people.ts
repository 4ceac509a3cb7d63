import type { OrganisationPeople } from '@rollcall/todo-api/contract'
import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request.js'

export function useOrganisationPeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => request<OrganisationPeople>('GET', '/api/organisation/people', { signal }),
    select: (answer) => answer.people,
  })
}
