export type ShowTodos = 'open' | 'late' | 'done'

/** What the address of the organisation's todos says: a filter can be kept, sent and come back to. */
export interface OrganisationSearch {
  readonly show?: ShowTodos
  /** A person's id, or `nobody`. */
  readonly who?: string
  readonly find?: string
  readonly order?: 'latest'
}

export const nobody = 'nobody'

export function readOrganisationSearch(search: Record<string, unknown>): OrganisationSearch {
  const { show, who, find, order } = search
  return {
    ...((show === 'late' || show === 'done') && { show }),
    ...(typeof who === 'string' && who !== '' && { who }),
    ...(typeof find === 'string' && find !== '' && { find }),
    ...(order === 'latest' && { order }),
  }
}
