import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './notice.module.css'

/** A fact in bold, quiet detail, at most one button. Amber waits for a person; red is for loss. */
export function Notice({
  tone = 'plain',
  role,
  action,
  children,
}: {
  readonly tone?: 'plain' | 'needs-you' | 'lost'
  /** `alert` when it arrives in answer to what the person just did. */
  readonly role?: 'alert' | 'status'
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  const Icon = tone === 'plain' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <div className={classes.body}>
        <Icon size={16} aria-hidden="true" className={classes.icon} />
        <div className={classes.words}>{children}</div>
      </div>
      {action}
    </div>
  )
}
