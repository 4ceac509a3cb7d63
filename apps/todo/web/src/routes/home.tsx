import { Navigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { MyTodosPage } from '../features/my-todos/my-todos-page.js'
import { NoAccessPage } from '../features/no-access/no-access-page.js'
import { notifyDone } from '../notices/notify.js'
import { useMe } from '../session/use-me.js'
import { listOf } from '../words/list-of.js'

/** The first page: one's todos, or why there are none to see. */
export function Home() {
  const me = useMe()
  const hadAccess = useRef(me.permissions.length > 0)
  useEffect(() => {
    const hasAccess = me.permissions.length > 0
    if (hasAccess && !hadAccess.current) {
      notifyDone(`Todo is open for you: you now hold ${listOf(me.roles.map((role) => role.display))}.`)
    }
    hadAccess.current = hasAccess
  }, [me])

  if (me.permissions.includes('todo:own')) return <MyTodosPage />
  if (me.permissions.includes('todo:audit')) return <Navigate to="/organisation" replace />
  return <NoAccessPage />
}
