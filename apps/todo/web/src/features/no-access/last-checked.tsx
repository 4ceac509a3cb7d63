import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useSession } from '../../session/use-session.js'
import { count } from '../../words/count.js'
import classes from './last-checked.module.css'

/** When the page last asked whether the role has arrived. */
export function LastChecked() {
  const { dataUpdatedAt, isRefetchError, error } = useSession()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.round((now - dataUpdatedAt) / 1_000))
  return (
    <p className={classes.checked}>
      <IconRefresh size={14} aria-hidden="true" />
      {isRefetchError && error
        ? `Could not check just now. ${error.message}`
        : `Checked ${seconds < 1 ? 'just now' : `${count(seconds, 'second', 'seconds')} ago`}`}
    </p>
  )
}
