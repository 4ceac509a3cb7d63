import { useNetwork } from '@mantine/hooks'
import { Notice } from '@rollcall/ui'
import classes from './frame.module.css'

/** Says when the browser knows that it has no network. */
export function OfflineNotice() {
  const { online } = useNetwork()
  if (online) return null
  return (
    <div className={classes.offline}>
      <Notice tone="needs-you" role="status">
        <b>You are offline.</b> What you see may be out of date, and nothing can be changed until you are back.
      </Notice>
    </div>
  )
}
