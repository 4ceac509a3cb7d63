import { StatusPill } from '@rollcall/ui'
import { IconCheck, IconMinus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { rolesThatAllow } from '../../session/roles-that-allow.js'
import { useMe } from '../../session/use-me.js'
import { capitalised } from '../../words/capitalised.js'
import { listOf } from '../../words/list-of.js'
import { permissions, permissionWords } from '../../words/permission-words.js'
import classes from './what-you-can-do.module.css'

/** A person's roles, in what they allow. */
export function WhatYouCanDo() {
  const me = useMe()
  const readers = rolesThatAllow('todo:audit', me)
  return (
    <section>
      <h2>What you can do here</h2>
      <p className={classes.roles}>
        {me.roles.map((role) => (
          <StatusPill key={role.value} tone="healthy">
            {role.display}
          </StatusPill>
        ))}
        <span>{me.roles.length === 1 ? 'your role' : 'your roles'}</span>
      </p>
      <ul className={classes.list}>
        {permissions
          .filter((permission) => me.permissions.includes(permission))
          .map((permission) => (
            <li key={permission}>
              <IconCheck size={16} aria-hidden="true" />
              {capitalised(permissionWords[permission])}
            </li>
          ))}
        {!me.permissions.includes('todo:audit') && (
          <li className={classes.not}>
            <IconMinus size={16} aria-hidden="true" />
            Other people's todos stay hidden.{readers.length > 0 && ` A ${listOf(readers, 'or')} sees them.`}
          </li>
        )}
      </ul>
      <Link to="/profile">Where this comes from</Link>
    </section>
  )
}
