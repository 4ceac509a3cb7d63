import type { ReactNode } from 'react'
import classes from './status-pill.module.css'

/** A word in a pill. The words carry the meaning; the tone only repeats it. */
export function StatusPill({
  tone = 'neutral',
  dot = false,
  children,
}: {
  readonly tone?: 'healthy' | 'needs-you' | 'lost' | 'neutral' | 'outline'
  readonly dot?: boolean
  readonly children: ReactNode
}) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {dot && <span className={classes.dot} />}
      {children}
    </span>
  )
}
