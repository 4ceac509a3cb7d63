import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { PageHeader } from '@rollcall/ui'
import { Link, useLocation } from '@tanstack/react-router'
import { PlainFrame } from '../../shell/plain-frame.js'
import classes from './not-found-page.module.css'

export function NotFoundPage() {
  useDocumentTitle('Not found · Todo')
  const { pathname } = useLocation()
  return (
    <PlainFrame>
      <PageHeader title="There is no such page" state="The address may be old, or mistyped." />
      <p className={classes.address}>{pathname}</p>
      <Button variant="filled" renderRoot={(props) => <Link {...props} to="/" />}>
        Go to my todos
      </Button>
    </PlainFrame>
  )
}
