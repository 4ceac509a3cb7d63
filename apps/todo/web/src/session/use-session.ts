import type { Session } from '@rollcall/todo-api/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { request } from '../api/request.js'
import { setSessionEnd } from './session-end.js'
import { sessionKey } from './session-key.js'

// A grant counts from the next request on; a page that lies open learns of it by asking.
const everyHalfMinute = 30_000
const everyFourSeconds = 4_000

const sessionOptions = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ client, signal }) => {
    const session = await request<Session>('GET', '/api/session', { signal })
    const before = client.getQueryData<Session>(sessionKey)?.person
    if (before && !session.person) {
      setSessionEnd(client, { reason: 'signedOut', organisation: before.organisation })
    }
    return session
  },
  staleTime: 0,
  refetchInterval: ({ state }) => {
    const person = state.data?.person
    if (!person) return false
    return person.permissions.length === 0 ? everyFourSeconds : everyHalfMinute
  },
})

/** Who is signed in, read again while the page is open. */
export function useSession() {
  return useQuery(sessionOptions)
}
