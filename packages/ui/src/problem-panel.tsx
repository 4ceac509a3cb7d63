import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Notice } from './notice.js'
import classes from './problem-panel.module.css'

/** What happened, to what, what to do; the technical line folded beneath. */
export function ProblemPanel({
  title,
  children,
  technical,
  onRetry,
}: {
  readonly title: string
  readonly children: ReactNode
  /** For whoever looks into it: "Request 0199… answered 500". */
  readonly technical?: string | undefined
  readonly onRetry?: (() => void) | undefined
}) {
  return (
    <Notice
      tone="needs-you"
      role="alert"
      action={
        onRetry && (
          <Button size="sm" leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      <b>{title}</b> <span className={classes.detail}>{children}</span>
      {technical && (
        <details className={classes.technical}>
          <summary>Technical details</summary>
          <code>{technical}</code>
        </details>
      )}
    </Notice>
  )
}
