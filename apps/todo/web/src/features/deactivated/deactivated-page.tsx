import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconUserOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSessionEnd } from '../../session/session-end.js'
import { PlainFrame } from '../../shell/plain-frame.js'
import classes from './deactivated-page.module.css'

/** Where a person lands whose account was deactivated while they were signed in. */
export function DeactivatedPage() {
  useDocumentTitle('Account deactivated · Todo')
  const organisation = useSessionEnd()?.organisation ?? 'your organisation'
  return (
    <PlainFrame>
      <div className={classes.page}>
        <span className={classes.icon}>
          <IconUserOff size={24} aria-hidden="true" />
        </span>
        <h1>Your account was deactivated</h1>
        <p className={classes.lead}>
          An administrator at {organisation}, or its identity provider, deactivated it. You were signed out, and nobody
          can sign in with it. Your todos stay with {organisation}.
        </p>
        <h2>What you can do</h2>
        <p className={classes.words}>
          If this is a mistake, tell an administrator at {organisation}: only they can activate it again. You can sign
          in from the moment they have.
        </p>
        <Button renderRoot={(props) => <Link {...props} to="/sign-in" />}>Sign in again</Button>
      </div>
    </PlainFrame>
  )
}
