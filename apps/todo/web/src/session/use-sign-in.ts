import type { Session, SignIn } from '@rollcall/todo-api/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../api/request.js'
import { setSessionEnd } from './session-end.js'
import { sessionKey } from './session-key.js'

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (credentials: SignIn) => request<Session>('POST', '/api/sign-in', { body: credentials }),
    onSuccess: async (session) => {
      await client.cancelQueries({ queryKey: sessionKey })
      setSessionEnd(client, null)
      client.setQueryData<Session>(sessionKey, session)
    },
  })
}
