import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../api/request.js'
import { endSession } from './end-session.js'

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>('POST', '/api/sign-out', { body: {} }),
    onSuccess: () => endSession(client, 'left'),
  })
}
