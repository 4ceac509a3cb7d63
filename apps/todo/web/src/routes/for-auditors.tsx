import { Button } from '@mantine/core'
import { EmptyState } from '@rollcall/ui'
import { IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { NoAccessPage } from '../features/no-access/no-access-page.js'
import { rolesThatAllow } from '../session/roles-that-allow.js'
import { useMe } from '../session/use-me.js'
import { listOf } from '../words/list-of.js'

/** The organisation's pages, for those who may read them; the others are told which role it takes. */
export function ForAuditors({ children }: { readonly children: ReactNode }) {
  const me = useMe()
  if (me.permissions.includes('todo:audit')) return children
  if (me.permissions.length === 0) return <NoAccessPage />
  const roles = rolesThatAllow('todo:audit', me)
  return (
    <EmptyState
      icon={<IconLock size={20} aria-hidden="true" />}
      heading="h1"
      title="These are other people's todos"
      action={
        <Button variant="filled" renderRoot={(props) => <Link {...props} to="/" />}>
          Go to my todos
        </Button>
      }
    >
      {roles.length > 0
        ? `At ${me.organisation}, ${listOf(roles, 'or')} sees them. An administrator grants the role.`
        : `No role at ${me.organisation} allows anyone to see them.`}
    </EmptyState>
  )
}
