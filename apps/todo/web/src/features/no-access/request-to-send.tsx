import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useMe } from '../../session/use-me.js'
import classes from './request-to-send.module.css'

/** Words to send to an administrator, who need not know Todo to act on them. */
export function RequestToSend() {
  const me = useMe()
  const { copy, copied } = useClipboard({ timeout: 4_000 })
  const request = `Please give me a role in Todo. In the identity provider: the app Todo, Assignments, ${me.displayName} (${me.userName}), Role.`
  const Icon = copied ? IconCheck : IconCopy
  return (
    <section>
      <h2 className={classes.heading}>What to ask for</h2>
      <blockquote className={classes.quote}>“{request}”</blockquote>
      {'clipboard' in navigator && (
        <Button size="sm" leftSection={<Icon size={16} aria-hidden="true" />} onClick={() => copy(request)}>
          {copied ? 'Copied' : 'Copy the request'}
        </Button>
      )}
    </section>
  )
}
