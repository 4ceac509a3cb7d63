import type { ReactNode } from 'react'
import classes from './page-header.module.css'

/** A page's title, one sentence of its state, and its actions. */
export function PageHeader({
  title,
  state,
  before,
  actions,
}: {
  readonly title: ReactNode
  readonly state?: ReactNode
  readonly before?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={classes.header}>
      {before}
      <div className={classes.words}>
        <h1>{title}</h1>
        {state && <p className={classes.state}>{state}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
