import type { Me } from '@rollcall/todo-api/contract'
import { createContext, useContext } from 'react'

export const MeContext = createContext<Me | undefined>(undefined)

/** The signed-in person, on the pages that only a signed-in person sees. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe is for pages inside SignedIn.')
  return me
}
