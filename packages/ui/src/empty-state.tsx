import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** What would be here, why it is not, and the one next step. */
export function EmptyState({
  icon,
  heading: Heading = 'h2',
  title,
  children,
  action,
}: {
  readonly icon?: ReactNode
  /** `h1` where it is all that the page has. */
  readonly heading?: 'h1' | 'h2'
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Heading className={classes.title}>{title}</Heading>
      {children && <div className={classes.words}>{children}</div>}
      {action}
    </div>
  )
}
