import type { Session } from '@rollcall/todo-api/contract'
import type { QueryClient } from '@tanstack/react-query'
import { type SessionEnd, sessionEndOf, setSessionEnd } from './session-end.js'
import { sessionKey } from './session-key.js'

/** Forgets the person and everything read on their behalf. The page that shows next says why. */
export function endSession(client: QueryClient, reason: SessionEnd['reason']): void {
  const session = client.getQueryData<Session>(sessionKey)
  // The API says `deactivated` once; requests that were on their way then hear `signedOut`.
  if (reason === 'signedOut' && !session?.person) return
  setSessionEnd(client, {
    reason,
    organisation: session?.person?.organisation ?? sessionEndOf(client)?.organisation ?? null,
  })
  void client.cancelQueries({ queryKey: sessionKey })
  client.setQueryData<Session>(sessionKey, { person: null, demo: session?.demo ?? null })
  client.removeQueries({ queryKey: ['todos'] })
  client.removeQueries({ queryKey: ['people'] })
}
