import { VisuallyHidden } from '@mantine/core'
import type { Me, Permission } from '@rollcall/todo-api/contract'
import { IconCheck, IconExclamationMark } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMe } from '../../session/use-me.js'
import { dayOf } from '../../words/day.js'
import { formatDay } from '../../words/format-day.js'
import { listOf } from '../../words/list-of.js'
import classes from './access-steps.module.css'

/** The way to access: what is there, what is missing, what follows. */
export function AccessSteps() {
  const me = useMe()
  return (
    <ol>
      <Step state="done" title="Your account exists">
        At {me.organisation}, since {formatDay(dayOf(new Date(me.since)), 'long')}.
      </Step>
      <Step state="done" title="You are signed in">
        As {me.userName}.
      </Step>
      <Step
        state="missing"
        title={me.roles.length === 0 ? 'A role is missing' : 'A role that allows something is missing'}
      >
        <RolesToAskFor me={me} />
      </Step>
      <Step state="waiting" title="Your todos open here">
        At once when the role arrives. This page watches for it; you need not sign in again.
      </Step>
    </ol>
  )
}

/** What a role is for, in the fewest words. */
const purposes: Record<Permission, string> = {
  'todo:own': 'for your own todos',
  'todo:audit': "to read everyone's",
  'todo:assign': 'to assign them',
  'todo:complete-any': "to complete others'",
}

const stateWords = { done: 'Done: ', missing: 'Missing: ', waiting: 'Then: ' }

function Step({
  state,
  title,
  children,
}: {
  readonly state: keyof typeof stateWords
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <li className={classes.step} data-state={state}>
      <span className={classes.mark}>
        {state === 'done' && <IconCheck size={13} aria-hidden="true" />}
        {state === 'missing' && <IconExclamationMark size={13} aria-hidden="true" />}
      </span>
      <div className={classes.words}>
        <b>
          <VisuallyHidden>{stateWords[state]}</VisuallyHidden>
          {title}
        </b>
        <p>{children}</p>
      </div>
    </li>
  )
}

function RolesToAskFor({ me }: { readonly me: Me }) {
  const useful = me.rolesOffered.filter((role) => role.allows.length > 0)
  if (useful.length === 0) return `An administrator at ${me.organisation} grants it.`
  return (
    <>
      An administrator at {me.organisation} grants it. One of these is enough:
      {useful.map((role) => (
        <span key={role.value} className={classes.role}>
          <b>{role.display}</b> {listOf(role.allows.map((permission) => purposes[permission]))}
        </span>
      ))}
    </>
  )
}
