import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { notifyProblem } from '../../notices/notify.js'
import { useMe } from '../../session/use-me.js'
import { useSignOut } from '../../session/use-sign-out.js'
import { listOf } from '../../words/list-of.js'
import { AccessSteps } from './access-steps.js'
import { LastChecked } from './last-checked.js'
import classes from './no-access-page.module.css'
import { RequestToSend } from './request-to-send.js'

/** For a person who can sign in and holds no role that allows anything: what is missing, and who grants it. */
export function NoAccessPage() {
  useDocumentTitle('No access yet · Todo')
  const me = useMe()
  const signOut = useSignOut()
  const missing =
    me.roles.length === 0
      ? 'It has not given you a role in Todo, and every todo belongs to a role.'
      : `It has given you ${listOf(me.roles.map((role) => role.display))}, which allows nothing in Todo.`
  return (
    <div className={classes.two}>
      <div>
        <h1>You can sign in, {me.givenName ?? me.displayName}, but you have no access yet</h1>
        <p className={classes.lead}>
          {me.organisation} knows you. {missing} Nothing is broken, and there is nothing to install.
        </p>
        <AccessSteps />
        <div className={classes.actions}>
          <Button
            loading={signOut.isPending}
            onClick={() =>
              signOut.mutate(undefined, { onError: (error) => notifyProblem('You are still signed in.', error) })
            }
          >
            Sign out
          </Button>
        </div>
      </div>
      <aside className={classes.aside} aria-label="Asking for a role">
        <RequestToSend />
        <LastChecked />
      </aside>
    </div>
  )
}
