import type { Permission } from '@rollcall/todo-api/contract'
import { IconListCheck, IconUser, IconUsers } from '@tabler/icons-react'

const myTodos = { to: '/', label: 'My todos', Icon: IconListCheck } as const
const organisation = { to: '/organisation', label: 'Organisation', Icon: IconUsers } as const
const profile = { to: '/profile', label: 'Profile', Icon: IconUser } as const

/** The pages that a person can open. Whoever holds no role yet finds at "My todos" what is missing. */
export function navigationOf(permissions: readonly Permission[]) {
  const readsOnly = permissions.includes('todo:audit') && !permissions.includes('todo:own')
  return [...(readsOnly ? [] : [myTodos]), ...(permissions.includes('todo:audit') ? [organisation] : []), profile]
}
