import { useNavigate, useSearch } from '@tanstack/react-router'
import type { OrganisationSearch } from './organisation-search.js'

/** The filter, kept in the address. */
export function useOrganisationSearch() {
  const search = useSearch({ from: '/signed-in/organisation' })
  const navigate = useNavigate()
  function setSearch(next: { readonly [Key in keyof OrganisationSearch]: OrganisationSearch[Key] | undefined }): void {
    const entries = Object.entries(next).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '/organisation', search: Object.fromEntries(entries), replace: true, resetScroll: false })
  }
  return { search, setSearch }
}
