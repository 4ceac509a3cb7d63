import { PageHeader } from '@rollcall/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './organisation-header.module.css'

/** The head of both pages about the organisation, and the way between them. */
export function OrganisationHeader({
  title,
  state,
  actions,
}: {
  readonly title: string
  readonly state: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <>
      <PageHeader title={title} state={state || 'Loading…'} actions={actions} />
      <nav className={classes.tabs} aria-label="The organisation">
        <Link to="/organisation" activeOptions={{ exact: true, includeSearch: false }}>
          Todos
        </Link>
        <Link to="/organisation/people">People</Link>
      </nav>
    </>
  )
}
