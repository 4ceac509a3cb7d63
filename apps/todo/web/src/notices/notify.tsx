import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { RequestError } from '../api/request-error.js'
import classes from './notify.module.css'

/** Says that something is done, with the way back where there is one. */
export function notifyDone(message: string, undo?: () => void): void {
  const id = notifications.show({
    classNames: { root: classes.done ?? '' },
    autoClose: undo ? 8_000 : 4_000,
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: (
      <span className={classes.row}>
        <span className={classes.words}>{message}</span>
        {undo && (
          <Button
            size="sm"
            onClick={() => {
              notifications.hide(id)
              undo()
            }}
          >
            Undo
          </Button>
        )}
      </span>
    ),
  })
}

/** Says what did not happen, why, and the request to ask about. The loss of the session has a page of its own. */
export function notifyProblem(what: string, error: RequestError): void {
  if (error.code === 'signedOut' || error.code === 'deactivated') return
  notifications.show({
    classNames: { root: classes.problem ?? '' },
    role: 'alert',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close this message' },
    title: what,
    message: (
      <>
        {error.message}
        {error.failure.kind === 'refused' && (
          <span className={classes.technical}>Request {error.failure.problem.requestId}</span>
        )}
      </>
    ),
  })
}
