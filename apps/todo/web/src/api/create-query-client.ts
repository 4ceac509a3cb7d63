import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { endSession } from '../session/end-session.js'
import { sessionKey } from '../session/session-key.js'
import { RequestError } from './request-error.js'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: RequestError
  }
}

/** The pages' memory of the server. Whatever request learns that the session or a grant has ended, every page knows it. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => learnFrom(error, client) }),
    mutationCache: new MutationCache({ onError: (error) => learnFrom(error, client) }),
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 10_000, retry: shouldRetry, retryDelay: 1_000 },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

function learnFrom(error: unknown, client: QueryClient): void {
  if (!(error instanceof RequestError)) return
  if (error.code === 'signedOut' || error.code === 'deactivated') endSession(client, error.code)
  if (error.code === 'noAccess' || error.code === 'notAllowed') void client.invalidateQueries({ queryKey: sessionKey })
}

function shouldRetry(failures: number, error: RequestError): boolean {
  const worthIt = error.failure?.kind !== 'refused' || error.failure.status >= 500
  return worthIt && failures < 1
}
