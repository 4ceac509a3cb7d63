import { type QueryClient, useQuery } from '@tanstack/react-query'

/** Why the last session on this page ended, for the page that comes after it. */
export interface SessionEnd {
  readonly reason: 'signedOut' | 'deactivated' | 'left'
  readonly organisation: string | null
}

const key = ['session-end']

export function sessionEndOf(client: QueryClient): SessionEnd | null {
  return client.getQueryData<SessionEnd | null>(key) ?? null
}

export function setSessionEnd(client: QueryClient, end: SessionEnd | null): void {
  client.setQueryData<SessionEnd | null>(key, end)
}

export function useSessionEnd(): SessionEnd | null {
  const { data } = useQuery<SessionEnd | null>({
    queryKey: key,
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return data ?? null
}
